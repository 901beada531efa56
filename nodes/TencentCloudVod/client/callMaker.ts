/** Makes one call after another has had its turn, and sees what it started to its end. */
import type { BatchOptions } from './batchOptions';
import { deadlineAfter } from './deadline';
import { isOpen, type CallEnd } from './entry';
import { mayCreateAgain, nextStep, type NextStep } from './nextStep';
import type { Outcome } from './outcome';
import type { BatchItem, PendingCall } from './pendingCall';
import { hasFoundNoPlace, type Started } from './task';

/** How a call comes out of its turn. */
export type TurnEnd<T> =
	/** `isNew`: by a call of this batch. */
	| { kind: 'over'; end: CallEnd<T>; isNew: boolean }
	/** There is a task to wait for, or one to look for. */
	| { kind: 'open'; end: CallEnd<T> }
	/** To be given another turn. */
	| { kind: 'again' };

const FIRST_BACKOFF_MS = 100;
const THROTTLE_PATIENCE_MS = 60_000;

export class CallMaker<T, Item extends BatchItem<T>> {
	constructor(
		private readonly options: BatchOptions<T, Item>,
		/** Told of what failed inside the program itself. */
		private readonly breakDown: (error: unknown) => void,
	) {}

	/** Sends the call. */
	async send(call: PendingCall<T, Item>): Promise<TurnEnd<T>> {
		const { attempt, caller, clock, log, tasks, timeout } = this.options;
		tasks?.places.take();
		log.sending(call.item);
		const startedAt = clock.now();
		const sentAt = clock.wallTime();
		const deadline = deadlineAfter(timeout, clock);
		const outcome = await attempt(call.item, deadline, call.session).catch(
			(error: unknown): Outcome<T> => {
				this.breakDown(error);
				return { kind: 'unknown', reason: 'internal', code: '', requestId: undefined };
			},
		);
		this.tellPace(outcome, startedAt);
		call.isLookedUp = false;
		const end = call.endWith(outcome, sentAt, caller);
		const step = this.stepAfter(call, outcome);
		// Should the batch end before its next turn, it must be known that this one has left.
		if (step === 'end' || isUnclear(outcome)) call.settle(end);
		// Only now, because a log that fails must not keep a result from being remembered.
		log.ended(call.item, outcome);
		if (tasks && isOpen({ outcome })) return { kind: 'open', end };
		if (step === 'end') return { kind: 'over', end, isNew: true };
		if (step === 'backOff') await this.backOff(call);
		return { kind: 'again' };
	}

	/**
	 * Looks for the task of a call whose outcome is unknown, and waits for the end of a task.
	 * @param isNew whether a call of this batch has started it
	 */
	async seeThrough(
		call: PendingCall<T, Item>,
		known: CallEnd<T>,
		isNew: boolean,
	): Promise<TurnEnd<T>> {
		const { caller, clock, log, tasks, whenOutcomeUnknown } = this.options;
		const task = known.outcome.kind === 'started' ? known.outcome : await this.find(call, known);
		if (!tasks || !task) {
			call.isLookedUp = true;
			return mayCreateAgain(known, whenOutcomeUnknown)
				? { kind: 'again' }
				: { kind: 'over', end: known, isNew };
		}
		if (!isNew || known.outcome.kind !== 'started') tasks.places.take();
		const outcome = await tasks.follow(call.item, task, isNew);
		if (isNoPlace(outcome)) tasks.places.refuseTask(clock.now());
		else tasks.places.end(clock.now());
		const end = call.endWith(outcome, known.sentAt, caller);
		const step = this.stepAfter(call, outcome);
		call.settle(end);
		if (outcome.kind !== 'started') log.ended(call.item, outcome);
		return step === 'end' ? { kind: 'over', end, isNew } : { kind: 'again' };
	}

	/** The task of a call whose outcome is unknown, if it can be found. */
	private async find(call: PendingCall<T, Item>, known: CallEnd<T>): Promise<Started | undefined> {
		const { caller, log, tasks } = this.options;
		const found = await tasks?.lookUp(call.item, call.session, known);
		if (!found) return undefined;
		call.settle(call.endWith(found, known.sentAt, caller));
		log.ended(call.item, found);
		return found;
	}

	private stepAfter(call: PendingCall<T, Item>, outcome: Outcome<T>): NextStep {
		const { clock, tasks, whenOutcomeUnknown } = this.options;
		const throttlePatience = tasks?.patience ?? THROTTLE_PATIENCE_MS;
		const now = clock.now();
		const tally = call.count(outcome, now, tasks?.places.movedAt);
		const step = nextStep(outcome, tally, { throttlePatience, whenOutcomeUnknown });
		if (step === 'end' && (isThrottled(outcome) || isNoPlace(outcome))) tasks?.places.giveUp(now);
		return step;
	}

	private tellPace(outcome: Outcome<T>, startedAt: number): void {
		const { clock, pace, tasks } = this.options;
		const now = clock.now();
		if (isThrottled(outcome)) pace.throttled(startedAt, now);
		if (isThrottled(outcome)) tasks?.places.refuseCall(now);
		else if (outcome.kind === 'started') tasks?.places.begin(now);
		else tasks?.places.leave(now);
	}

	/** Full jitter, so that many calls that failed together do not come back together. */
	private async backOff({ connectFailures, failures }: PendingCall<T, Item>): Promise<void> {
		const { clock } = this.options;
		await clock.sleep(clock.random() * FIRST_BACKOFF_MS * 2 ** (connectFailures + failures - 1));
	}
}

function isThrottled(outcome: Outcome<unknown>): boolean {
	return outcome.kind === 'refused' && outcome.reason === 'throttled';
}

function isUnclear({ kind }: Outcome<unknown>): boolean {
	return kind === 'unknown' || kind === 'failed';
}

function isNoPlace(outcome: Outcome<unknown>): boolean {
	return outcome.kind === 'taskFailed' && hasFoundNoPlace(outcome);
}
