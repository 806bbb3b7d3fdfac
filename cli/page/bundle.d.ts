/** The program of a report's page and its style; written by the build (scripts/bundle-page.js). */
export declare const pageScript: string;
export declare const pageStyle: string;
