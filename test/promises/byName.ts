import type { Emulator } from '../emulator/emulator';

/** What an emulator knows, asked by the names of elements. */
export class ByName {
	constructor(private readonly emulator: Emulator) {}

	/** Of every call, in the order in which they arrived. */
	get calls(): string[] {
		return this.emulator.ledger.calls.map(({ name = '' }) => name);
	}

	/** `calls/made` for each name: how often it was called for, and how many elements that made. */
	counts(...names: string[]): string {
		const { ledger } = this.emulator;
		const callsOf = (wanted: string) => this.calls.filter((name) => name === wanted).length;
		return names.map((name) => `${callsOf(name)}/${ledger.timesMade('element', name)}`).join(' ');
	}

	/** The ElementIds under each name; of a name that was made twice, both. */
	ids(...names: string[]): string[] {
		const elements = this.emulator.ledger.ofKind('element');
		return names.flatMap((wanted) =>
			elements.filter(({ name }) => name === wanted).map(({ id }) => id),
		);
	}

	/** The ElementId under a name that was made. */
	id(name: string): string {
		return this.ids(name)[0] ?? `nothing is named ${name}`;
	}

	/** The RequestId of the first call for a name. */
	requestId(wanted: string): string | undefined {
		return this.emulator.ledger.calls.find(({ name }) => name === wanted)?.requestId;
	}
}
