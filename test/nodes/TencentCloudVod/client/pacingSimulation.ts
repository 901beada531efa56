/**
 * Plays batches against a quota in simulated time: what takes minutes passes in milliseconds, and the
 * same seed plays the same game. The dispatchers do what a batch does: they start calls in order,
 * sleep in slices, and put throttled calls back to the front.
 */
import { SharedPace, type Pace } from '../../../../nodes/TencentCloudVod/client/pacing';
import { createQuota, type QuotaModel } from '../../../emulator/quota';
import type { Range } from '../../../emulator/random';

export interface Execution {
	items: number;
	/** Default 20. */
	requestsPerSecond?: number;
	/** In milliseconds. Default 0. */
	startsAt?: number;
	/** Executions with the same name share a process. Default: a process of its own. */
	process?: string;
}

export interface Scenario {
	executions: Execution[];
	quota: QuotaModel;
	/** Another quota from some time on, in milliseconds. */
	laterQuota?: { from: number; quota: QuotaModel };
	/** How long after its arrival a throttled call is answered, in milliseconds. Default: as any other. */
	refusalMs?: Range;
	seed: number;
}

export interface Result {
	/** From the first start to the last answer. */
	wallMs: number;
	/** By execution, in milliseconds. */
	endedAt: number[];
	throttled: number;
	/** From an item's first throttle to its creation, at most. */
	longestThrottleMs: number;
	/** How far the slowest execution is when the first one ends: 1 is done. */
	slowestWhenFirstEnds: number;
	/** When calls were accepted, in milliseconds. */
	acceptedAt: number[];
}

const TRAVEL_MS: Range = [5, 15];
const ANSWER_MS: Range = [200, 400];
/** Mean of ANSWER_MS: what an estimate of the shortest time has to add for the last call. */
export const MEAN_ANSWER_MS = 300;
/** What sending takes of a process's time: a burst of 20 calls takes 20 to 40 ms. */
const SEND_MS: Range = [1, 2];
/** How much longer the first call of a process takes to leave; those behind it wait for it. */
const COLD_MS: Range = [20, 40];
const TIMER_LATE_MS: Range = [0, 2];
const SLICE_MS = 250;
/** A simulated hour: a game that has not ended by then will not. */
const TIME_LIMIT_MS = 3_600_000;

export function simulate(scenario: Scenario): Result {
	const game = new Game(scenario);
	game.play();
	return game.result();
}

/** Repeatable randomness from 0 to 1, 1 excluded (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** What happens next, in the order of time, and of its making where that is the same. */
class Timeline {
	now = 0;
	private readonly events: Array<{ at: number; happen: () => void }> = [];

	after(ms: number, happen: () => void): void {
		const at = this.now + ms;
		let low = 0;
		let high = this.events.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			// The next event is the last of the list.
			if ((this.events[middle]?.at ?? 0) > at) low = middle + 1;
			else high = middle;
		}
		this.events.splice(low, 0, { at, happen });
	}

	run(): void {
		for (let event = this.events.pop(); event; event = this.events.pop()) {
			this.now = event.at;
			if (this.now > TIME_LIMIT_MS) throw new Error('The simulation does not end');
			event.happen();
		}
	}
}

interface Item {
	index: number;
	firstThrottledAt: number | undefined;
}

/** One process: its pace, and a processor that sends one call after the other. */
interface Process {
	pace: SharedPace;
	coldMs: number;
	busyUntil: number;
	sendMs: number;
}

class Game {
	private readonly time = new Timeline();
	private readonly random: () => number;
	/** The server's clock is anywhere in its second when the first call starts. */
	private readonly serverOffset: number;
	private readonly processes = new Map<string, Process>();
	private readonly dispatchers: Dispatcher[];
	private quota;
	private readonly acceptedAt: number[] = [];
	private throttled = 0;
	private longestThrottleMs = 0;
	private slowestWhenFirstEnds: number | undefined;

	constructor(private readonly scenario: Scenario) {
		this.random = seeded(scenario.seed);
		this.serverOffset = this.draw([0, 1000]);
		this.quota = createQuota(scenario.quota);
		this.dispatchers = scenario.executions.map((execution, index) => {
			const process = this.processOf(execution.process ?? `process of ${index}`);
			return new Dispatcher(execution, process.pace.of(`execution ${index}`), this.time, {
				timerLateMs: () => this.draw(TIMER_LATE_MS),
				send: (dispatcher, item) => this.send(dispatcher, item, process),
			});
		});
	}

	play(): void {
		const { laterQuota } = this.scenario;
		if (laterQuota) {
			this.time.after(laterQuota.from, () => (this.quota = createQuota(laterQuota.quota)));
		}
		for (const dispatcher of this.dispatchers) {
			this.time.after(dispatcher.execution.startsAt ?? 0, () => dispatcher.wake());
		}
		this.time.run();
	}

	result(): Result {
		const endedAt = this.dispatchers.map(({ endedAt }) => endedAt);
		return {
			wallMs: Math.max(...endedAt),
			endedAt,
			throttled: this.throttled,
			longestThrottleMs: this.longestThrottleMs,
			slowestWhenFirstEnds: this.slowestWhenFirstEnds ?? 0,
			acceptedAt: this.acceptedAt,
		};
	}

	private draw([min, max]: Range): number {
		return min + this.random() * (max - min);
	}

	private processOf(name: string): Process {
		const process = this.processes.get(name) ?? {
			pace: new SharedPace(this.random),
			coldMs: this.draw(COLD_MS),
			busyUntil: 0,
			sendMs: 0,
		};
		this.processes.set(name, process);
		return process;
	}

	private send(dispatcher: Dispatcher, item: Item, process: Process): void {
		const startedAt = this.time.now;
		if (process.busyUntil <= startedAt) {
			// Bursts differ from one another more than the calls of one burst do.
			process.sendMs = this.draw(SEND_MS);
			process.busyUntil = startedAt + process.coldMs;
			process.coldMs = 0;
		}
		process.busyUntil += process.sendMs;
		this.time.after(process.busyUntil - startedAt + this.draw(TRAVEL_MS), () => {
			if (this.quota.admits(this.serverOffset + this.time.now)) {
				this.acceptedAt.push(this.time.now);
				this.time.after(this.draw(ANSWER_MS), () => this.created(dispatcher, item));
				return;
			}
			this.throttled++;
			this.time.after(this.draw(this.scenario.refusalMs ?? ANSWER_MS), () => {
				item.firstThrottledAt ??= this.time.now;
				dispatcher.throttled(item, startedAt);
			});
		});
	}

	private created(dispatcher: Dispatcher, { firstThrottledAt }: Item): void {
		const { now } = this.time;
		this.longestThrottleMs = Math.max(this.longestThrottleMs, now - (firstThrottledAt ?? now));
		dispatcher.created();
		if (dispatcher.progress < 1) return;
		this.slowestWhenFirstEnds ??= Math.min(...this.dispatchers.map(({ progress }) => progress));
	}
}

/** The part of a batch that starts calls. */
class Dispatcher {
	endedAt = 0;
	private readonly waiting: Item[];
	private done = 0;
	private isSleeping = false;

	constructor(
		readonly execution: Execution,
		private readonly pace: Pace,
		private readonly time: Timeline,
		private readonly world: {
			timerLateMs(): number;
			send(dispatcher: Dispatcher, item: Item): void;
		},
	) {
		this.waiting = Array.from({ length: execution.items }, (_, index) => ({
			index,
			firstThrottledAt: undefined,
		}));
	}

	get progress(): number {
		return this.done / this.execution.items;
	}

	wake(): void {
		if (this.isSleeping) return;
		while (this.waiting.length > 0) {
			const wait = this.pace.tryStart(this.requestsPerSecond, this.time.now);
			if (wait > 0) return this.sleep(Math.min(wait, SLICE_MS));
			const item = this.waiting.shift();
			if (item) this.world.send(this, item);
		}
	}

	throttled(item: Item, startedAt: number): void {
		this.pace.throttled(startedAt, this.time.now);
		const place = this.waiting.findIndex(({ index }) => index > item.index);
		this.waiting.splice(place === -1 ? this.waiting.length : place, 0, item);
		this.wake();
	}

	created(): void {
		this.done++;
		this.endedAt = this.time.now;
	}

	private get requestsPerSecond(): number {
		return this.execution.requestsPerSecond ?? 20;
	}

	private sleep(ms: number): void {
		this.isSleeping = true;
		this.time.after(ms + this.world.timerLateMs(), () => {
			this.isSleeping = false;
			this.wake();
		});
	}
}
