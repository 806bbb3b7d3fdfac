/** The compiled kernel; written by the build (scripts/build-kernel.js). */
export declare const kernelBase64: string;
