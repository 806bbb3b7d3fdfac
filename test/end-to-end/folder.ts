/** The folders of the end-to-end tests, under the name that they know. */
export { filesIn, makeProject, makeTrainedProject, testFolder } from '../fixtures/folder.ts';
