/** What an execution has to know of an operation, whatever the resource. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Outcome, ReadResult } from '../client/outcome';
import type { MadeFile } from '../messages/lostFiles';
import type { RejectedItem, Report } from '../messages/report';
import type { Wording } from '../messages/nouns';
import type { Action } from '../transport/send';
import type { ItemReader } from './itemReader';
import type { Makes } from './memories';
import type { ValidItem } from './readItems';
import type { Settings } from './settings';

/** Items that are ready for their calls, and those that failed on the way, for "Continue". */
export interface Prepared<Input> {
	valid: Array<ValidItem<Input>>;
	failed: Array<{ index: number; report: Report }>;
}

/** The answer to its call is what was asked for. */
interface AnsweredAtOnce<Value> {
	repeat: 'never' | 'safe';
	/** Takes it out of the answer; undefined where it is not in there. */
	resultOf: ReadResult<Value>;
	task?: undefined;
}

/** Its call starts a task, and answers the TaskId. */
interface TaskStarted<Input, Value> {
	repeat: 'bySession';
	task: TaskOf<Input, Value>;
	resultOf?: undefined;
}

export interface TaskOf<Input, Value> {
	/** Whether the item waits for the end of its task. */
	waits(input: Input): boolean;
	/** Where the task runs. */
	subAppIdOf(input: Input): number | undefined;
	/**
	 * What a task has made.
	 * @param output the `Output` of the answer's member, such as `{InfoList: [{ElementId}]}`
	 * @returns undefined where it is not in there: the task has failed
	 */
	resultOf(output: IDataObject, taskId: string): Value | undefined;
	/** What there is to put out of a task that has not ended. */
	running(taskId: string, status: string): Value;
	/**
	 * The request, where `bodyOf` only stands for it because it carries files: built anew for each attempt,
	 * and not kept.
	 */
	requestOf?(input: Input): Promise<object>;
}

/** Files that were made, and can be brought into n8n's store. */
export interface FilesOf<Input, Value> {
	/** The binary field that takes the first of them; undefined where the item wants none. */
	fieldOf(input: Input): string | undefined;
	/** Of a task that has not ended, no file. */
	madeBy(value: Value, input: Input): MadeFiles;
}

export interface MadeFiles {
	taskId: string;
	files: readonly MadeFile[];
}

/**
 * `Input` is one item, read and checked; `Value` is what an answer, or a task, brings.
 */
export type Operation<Input, Value> = (AnsweredAtOnce<Value> | TaskStarted<Input, Value>) &
	Common<Input, Value>;

interface Common<Input, Value> extends Wording {
	action: Action;
	/** Calls that Tencent Cloud allows an account in one second. */
	quota: number;
	/** What it makes and how that is remembered; undefined where it makes nothing. */
	makes: Makes<Value> | undefined;
	/** Looks into files, too. @throws {InputError} with everything that is wrong */
	readItem(reader: ItemReader): Input | Promise<Input>;
	/** By which a person knows the item. */
	nameOf(input: Input): string;
	/** The request's body, under the names of the API. */
	bodyOf(input: Input): object;
	/** How an item is attempted, where that is more than one signed call. */
	attemptOf?: (
		context: IExecuteFunctions,
		settings: Settings,
	) => (input: Input) => Promise<Outcome<Value>>;
	/** Where its items may wait for a task that was started before. */
	waitsForTasks?: true;
	/** Each of its calls is paid for. */
	isBilled?: true;
	/** Of files that its request carries. They are limited for all items together. */
	bytesAlong?(input: Input): number;
	/** At most so many at once, where a call holds more than a socket. */
	maxInFlight?: number;
	/** Looks further than `readItem` can, where a person has asked for it. @returns the items that fail */
	check?: (
		context: IExecuteFunctions,
		settings: Settings,
		items: Array<ValidItem<Input>>,
	) => Promise<RejectedItem[]>;
	/**
	 * What has to be done before the calls: files to upload. With "Stop" it throws where one fails.
	 */
	prepare?: (
		context: IExecuteFunctions,
		settings: Settings,
		items: Array<ValidItem<Input>>,
	) => Promise<Prepared<Input>>;
	/** What stands for the item's input, where the body alone does not. */
	identityOf?: (input: Input) => unknown;
	/** Where files are made that an item can have fetched. */
	files?: FilesOf<Input, Value>;
	/** The item's output: one item, or a list of them. */
	outputOf(value: Value, input: Input, requestId: string | null): IDataObject | IDataObject[];
}

/** What calls need of an operation. */
export type Callable<Input, Value> = (AnsweredAtOnce<Value> | TaskStarted<Input, Value>) &
	Omit<Common<Input, Value>, 'readItem' | 'check' | 'prepare' | 'files' | 'outputOf'>;
