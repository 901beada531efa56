import type { Emulator } from '../emulator/emulator';

/** What an emulator knows, asked by the names of things. */
export class LedgerByName {
	constructor(private readonly emulator: Emulator) {}

	/** Of every call, in the order in which they arrived. */
	get calls(): string[] {
		return this.emulator.ledger.calls.map(({ name = '' }) => name);
	}

	/** `calls/made` for each name: how often it was called for, and how many things that made. */
	counts(...names: string[]): string {
		const callsOf = (wanted: string) => this.calls.filter((name) => name === wanted).length;
		return names.map((name) => `${callsOf(name)}/${this.ids(name).length}`).join(' ');
	}

	/** The ids under each name; of a name that was made twice, both. */
	ids(...names: string[]): string[] {
		const { made } = this.emulator.ledger;
		return names.flatMap((wanted) =>
			made.filter(({ name }) => name === wanted).map(({ id }) => id),
		);
	}

	/** The id under a name that was made. */
	id(name: string): string {
		return this.ids(name)[0] ?? `nothing is named ${name}`;
	}

	/** The RequestId of the first call for a name. */
	requestId(wanted: string): string | undefined {
		return this.emulator.ledger.calls.find(({ name }) => name === wanted)?.requestId;
	}
}
