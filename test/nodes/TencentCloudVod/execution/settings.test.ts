/** Options and a credential that cannot be used, in n8n's engine. */
import { startEmulator, type Emulator } from '../../../emulator/emulator';
import { workflowOn } from '../../../support/node';
import { rows } from '../../../support/operations';
import { errorOf } from '../../../support/whatIsSeen';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

beforeEach(() => emulator.reset());

afterAll(async () => await emulator.close());

const OPTION_NAMES = {
	requestsPerSecond: 'Requests per Second',
	reuseCreated: 'Reuse Created Elements',
	timeout: 'Timeout',
	validateOnly: 'Validate Only',
	whenOutcomeUnknown: 'When Outcome Is Unknown',
};

const EMPTY = ['={{ $json.nothing }}', '={{ null }}', "={{ '' }}"];
const cases = Object.entries(OPTION_NAMES).flatMap(([name, displayName]) =>
	EMPTY.map((expression) => ({ name, displayName, expression })),
);

it.each(cases)(
	'$displayName: $expression is no value, and not the default',
	async ({ name, displayName, expression }) => {
		const workflow = workflowOn(emulator, { options: { [name]: expression } });
		const { message } = errorOf(await workflow.execute(rows('Mira')));
		expect(message).toMatch(new RegExp(`^'${displayName}' must be [^.]+\\. Nothing was sent\\.$`));
		expect(emulator.ledger.calls).toEqual([]);
	},
);

it('names every option whose expression fails, and says why in the words of n8n', async () => {
	const failing = "={{ $('Nowhere').item.json.value }}";
	const options = { validateOnly: failing, requestsPerSecond: failing, timeout: 0 };
	const { message, description } = errorOf(
		await workflowOn(emulator, { options }).execute(rows('Mira')),
	);
	expect(message).toBe(
		"'Requests per Second': its expression failed. 'Timeout' must be a whole number of milliseconds from 1 to 3600000 (an hour). 'Validate Only': its expression failed. Nothing was sent.",
	);
	expect(description).toMatch(
		/^Change the setting, .*'Requests per Second': n8n says: \w.* 'Validate Only': n8n says: \w/,
	);
	expect(emulator.ledger.calls).toEqual([]);
});

it('takes the value of an expression', async () => {
	const options = { validateOnly: '={{ $json.name === "Mira" }}' };
	const execution = await workflowOn(emulator, { options }).execute(rows('Mira'));
	expect(execution.output).toMatchObject([{ json: { ElementName: 'Mira' } }]);
	expect(emulator.ledger.calls).toEqual([]);
});

describe('settings that cannot be used', () => {
	const cases: Array<[string, Parameters<typeof workflowOn>[1], string]> = [
		[
			'options',
			{ options: { requestsPerSecond: 'many', timeout: 0 } },
			"'Requests per Second' must be a number above 0. 'Timeout' must be a whole number of milliseconds from 1 to 3600000 (an hour). Nothing was sent.",
		],
		[
			'a credential without an endpoint',
			{ credential: { endpoint: ' ' } },
			"Fill in 'Endpoint' in the Tencent Cloud API credential, or choose another 'Site'. Nothing was sent.",
		],
		[
			'a credential without a key',
			{ credential: { secretKey: '' } },
			"Fill in 'SecretKey' in the Tencent Cloud API credential. Nothing was sent.",
		],
	];

	it.each(cases)('stop everything: %s', async (_, setup, message) => {
		const execution = await workflowOn(emulator, setup).execute(rows('Mira', 'Bo'));
		expect(errorOf(execution).message).toBe(message);
		expect(emulator.ledger.calls).toEqual([]);
	});

	it.each(cases)('fail every item where the workflow continues: %s', async (_, setup, message) => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const execution = await workflowOn(emulator, { ...setup, settings }).execute(
			rows('Mira', 'Bo'),
		);
		expect(execution.output).toEqual([]);
		expect(execution.errorOutput.map(({ json }) => json.error)).toEqual([message, message]);
	});

	it('may be numbers and truth values as text', async () => {
		const options = { requestsPerSecond: '50', validateOnly: 'true', timeout: '1000' };
		const execution = await workflowOn(emulator, { options }).execute(rows('Mira'));
		expect(execution.status).toBe('success');
		expect(emulator.ledger.calls).toEqual([]);
	});
});
