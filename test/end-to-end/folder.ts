export { filesIn, makeProject, testFolder } from '../fixtures/folder.ts';
