/** The compiled coder; written by the build (scripts/build-kernel.js). */
export declare const coderBase64: string;
