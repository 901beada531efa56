import { isResourceLocatorValue, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';

import { inspectFile, type BinaryFile } from './binaryFile';
import { InputError, type InputFault } from '../input/inputError';
import type { RejectedItem } from '../messages/report';

/** By n8n's id of the file or, without one, by what holds it. */
export type InspectedFiles = Map<string | IBinaryData, Promise<BinaryFile>>;

/** Reads the fields of one item and remembers whose expression failed: that is this item's fault alone. */
export class ItemReader {
	private readonly faults: InputFault[] = [];
	private readonly expressionErrors: string[] = [];

	/**
	 * @param allowsPrivateHosts whether links may lie in a private network
	 * @param files those of the batch that were looked into
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly index: number,
		readonly allowsPrivateHosts: boolean,
		private readonly files: InspectedFiles,
	) {}

	/**
	 * @param field the parameter under which its faults are known
	 * @param displayName as the form shows it
	 * @param parameter where it is stored otherwise
	 * @returns undefined where its expression failed; of a resource locator, what is chosen in it
	 */
	read(field: string, displayName: string, parameter: string = field): unknown {
		try {
			const value = this.context.getNodeParameter(parameter, this.index, null);
			return isResourceLocatorValue(value) ? value.value : value;
		} catch (error) {
			const text = `'${displayName}': its expression failed.`;
			this.faults.push({ field, text });
			if (error instanceof Error) this.expressionErrors.push(`${text} ${error.message}`);
			return undefined;
		}
	}

	/**
	 * Looks into a file of the item, once for all items that have the same one.
	 * @param name of the binary field, or what an expression gave in its place
	 * @returns undefined where there is no such file
	 */
	async inspect(
		field: string,
		displayName: string,
		name: unknown,
	): Promise<BinaryFile | undefined> {
		try {
			const binary = this.context.helpers.assertBinaryData(this.index, name as string);
			const key = binary.id ?? binary;
			const file = this.files.get(key) ?? inspectFile(this.context, binary);
			this.files.set(key, file);
			return await file;
		} catch (error) {
			const text = `'${displayName}' names no file of this item that can be read.`;
			this.faults.push({ field, text });
			if (error instanceof Error) this.expressionErrors.push(`${text} ${error.message}.`);
			return undefined;
		}
	}

	get hasFaults(): boolean {
		return this.faults.length > 0;
	}

	/** A field without a value because of its expression is not empty as well. */
	rejectedFor(error: unknown): RejectedItem {
		if (!(error instanceof InputError)) throw error;
		const failed = new Set(this.faults.map(({ field }) => field));
		const others = error.faults.filter(({ field }) => !failed.has(field));
		return {
			index: this.index,
			faults: [...this.faults, ...others],
			expressionErrors: this.expressionErrors,
		};
	}
}
