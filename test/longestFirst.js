const { default: Sequencer } = require('@jest/test-sequencer');

/** These take a minute or more each. */
const LONGEST = /[\\/]promises[\\/](properties|files)\.test\.ts$/;

/**
 * Without timings of an earlier run, jest begins with the largest files. These are small: one worker would
 * be left with them while the others have nothing to do.
 */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		const isLong = ({ path }) => LONGEST.test(path);
		return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
	}
};
