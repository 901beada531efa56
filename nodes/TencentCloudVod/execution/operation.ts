/** What an execution has to know of an operation, whatever the resource. */
import type { IDataObject } from 'n8n-workflow';

import type { Reading } from '../client/outcome';
import type { Wording } from '../messages/nouns';
import type { Action } from '../transport/send';
import type { ItemReader } from './itemReader';
import type { Makes } from './memories';

/**
 * `Input` is one item, read and checked; `Value` is what an answer brings.
 */
export interface Operation<Input, Value> extends Reading<Value>, Wording {
	action: Action;
	/** Calls that Tencent Cloud allows an account in one second. */
	quota: number;
	/** What it makes and how that is remembered; undefined where it makes nothing. */
	makes: Makes<Value> | undefined;
	/** @throws {InputError} with everything that is wrong */
	readItem(reader: ItemReader): Input;
	/** By which a person knows the item. */
	nameOf(input: Input): string;
	/** The request's body, under the names of the API. */
	bodyOf(input: Input): object;
	/** The item's output. */
	outputOf(value: Value, input: Input, requestId: string | null): IDataObject;
}
