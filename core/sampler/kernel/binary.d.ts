/** The compiled kernel; written by the build (.ci/build-kernel.js). */
export declare const kernelBase64: string;
