/**
 * A module that runs in a process of its own, with its own event loop, and answers one message after
 * the other. It ends with the process that started it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Asked<Message> {
	id: number;
	message: Message;
}

type Answered<Reply> = { id: number } & ({ reply: Reply } | { error: string });

interface Waiting<Reply> {
	resolve: (reply: Reply) => void;
	reject: (error: Error) => void;
}

/** The side of the process that asks. */
export class Child<Message extends object, Reply> {
	private readonly process: ChildProcess;
	private readonly waiting = new Map<number, Waiting<Reply>>();
	private asked = 0;

	/** @param modulePath of a TypeScript module that calls `answerParent` */
	constructor(modulePath: string) {
		this.process = fork(modulePath, { execArgv: ['--import', 'tsx'] });
		this.process.on('message', (answer) => this.settle(answer as Answered<Reply>));
		this.process.on('exit', (code, signal) => {
			const error = new Error(`${modulePath} ended early (${signal ?? code})`);
			for (const { reject } of this.waiting.values()) reject(error);
		});
	}

	ask(message: Message): Promise<Reply> {
		const id = this.asked++;
		return new Promise((resolve, reject) => {
			this.waiting.set(id, { resolve, reject });
			this.process.send({ id, message } satisfies Asked<Message>);
		});
	}

	async close(): Promise<void> {
		if (this.process.exitCode !== null || this.process.signalCode !== null) return;
		const ended = once(this.process, 'exit');
		this.process.disconnect();
		await ended;
	}

	private settle(answer: Answered<Reply>): void {
		const waiting = this.waiting.get(answer.id);
		this.waiting.delete(answer.id);
		if ('error' in answer) waiting?.reject(new Error(answer.error));
		else waiting?.resolve(answer.reply);
	}
}

/** The side of the process that answers. What `answer` throws reaches the one who asked. */
export function answerParent<Message, Reply>(answer: (message: Message) => Promise<Reply>): void {
	process.on('disconnect', () => process.exit());
	process.on('message', ({ id, message }: Asked<Message>) => {
		const send = (answered: Answered<Reply>) => process.send?.(answered);
		answer(message).then(
			(reply) => send({ id, reply }),
			(error: Error) => send({ id, error: error.stack ?? error.message }),
		);
	});
}
