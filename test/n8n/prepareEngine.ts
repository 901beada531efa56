/** Installs what the tests in the oldest engine need. */
import { installEngine } from './install';

installEngine((line) => console.log(line)).catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
