/** Compares what the emulator has made with what a person finds in n8n. */
import type { Emulator } from '../emulator/emulator';
import type { Execution } from '../workflow/engine';

export interface Books {
	/** How many of each. */
	made: Record<'pictures' | 'elements' | 'clips', number>;
	/** What was made, but stands in no output and in no error: ElementIds, TaskIds, links. */
	lost: string[];
	/** What was made more than once. */
	twice: string[];
	/** Kinds of the faults that calls have met. */
	faults: string[];
}

/** @param executions all that have run on this emulator */
export function booksOf(
	{ ledger, files }: Pick<Emulator, 'ledger' | 'files'>,
	executions: readonly Pick<Execution, 'runData'>[],
): Books {
	const told = JSON.stringify(executions.map(({ runData }) => runData));
	const ids = [...ledger.made.map(({ id }) => id), ...files.map(({ url }) => url)];
	const started = (action: string) => ledger.made.filter((made) => made.action === action).length;
	return {
		made: {
			pictures: started('CreateAigcImageTask'),
			elements: started('CreateAigcCustomElement'),
			clips: started('CreateAigcVideoTask'),
		},
		lost: ids.filter((id) => !told.includes(id)),
		twice: ledger.summary().madeTwice.map(({ kind, name }) => `${kind} ${name}`),
		faults: ledger.calls.flatMap(({ fault }) => fault ?? []),
	};
}
