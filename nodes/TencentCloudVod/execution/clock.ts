import { sleep } from 'n8n-workflow';

import type { Clock } from '../client/clock';

/** The clock of the machine. */
export const CLOCK: Clock = {
	now: () => performance.now(),
	wallTime: () => Date.now(),
	sleep,
	random: () => Math.random(),
};
