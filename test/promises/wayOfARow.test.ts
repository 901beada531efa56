/** The way of one row through our functions, as docs/architecture.md shows it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { IExecuteFunctions } from 'n8n-workflow';

import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import { startEmulator } from '../emulator/emulator';
import { whileLogging } from '../workflow/logs';
import { engineWith, nodeOn } from '../support/nodeSetup';
import { rows } from '../support/operations';

const root = resolve(__dirname, '../..');
const MOST = 25;

/** These put the row out. They call nothing that a test could listen to. */
const AT_THE_END = ['execution/outputs: endedItems', 'actions/element/create: outputOf'];

/** Functions of ours on the stack, the outermost first, as `file: name`: as V8 has them, whatever instruments the code. */
function oursOnTheStack(): string[] {
	const usual: unknown = Reflect.get(Error, 'prepareStackTrace');
	let sites: NodeJS.CallSite[] = [];
	Error.prepareStackTrace = (_error, onStack) => (sites = onStack);
	// Only reading the stack makes it.
	const { stack } = new Error();
	Reflect.set(Error, 'prepareStackTrace', usual);
	if (stack === undefined) throw new Error('There is no stack');
	const ours = /\/((?:nodes|credentials)\/(?:TencentCloudVod\/)?.*)\.ts$/;
	const frames = sites.flatMap((site) => {
		const [, file] = ours.exec(site.getFileName() ?? '') ?? [];
		const name = site.getFunctionName();
		if (file === undefined || !name) return [];
		return [`${file.replace('nodes/TencentCloudVod/', '')}: ${name.replace(/^.*\./, '')}`];
	});
	return frames.reverse();
}

test('runs through the functions that the architecture shows, and at most 25', async () => {
	const limit = Error.stackTraceLimit;
	Error.stackTraceLimit = Infinity;
	const way = new Set<string>();
	const note = () => {
		for (const frame of oursOnTheStack()) way.add(frame);
	};
	const emulator = await startEmulator();
	const { parse } = JSON;
	JSON.parse = (text: string, ...others: []) => {
		if (text.includes('"ElementId"')) note();
		return parse(text, ...others) as unknown;
	};
	try {
		const node = new TencentCloudVod();
		const execute = async function (this: IExecuteFunctions) {
			const getNodeParameter = this.getNodeParameter.bind(this) as (...args: unknown[]) => unknown;
			const noting = (...args: unknown[]) => {
				if (args[0] === 'elementName') note();
				return getNodeParameter(...args);
			};
			Object.defineProperty(this, 'getNodeParameter', { value: noting });
			return await node.execute.call(this);
		};
		const credential = new TencentCloudApi();
		const authenticate: typeof credential.authenticate = async (keys, request) => {
			const { secretKey } = keys;
			const get = () => (note(), secretKey);
			return await credential.authenticate(
				Object.defineProperty({ ...keys }, 'secretKey', { get }),
				request,
			);
		};
		const engine = engineWith({ ...node, execute }, { ...credential, authenticate });
		const workflow = engine.workflow(nodeOn(emulator));
		const execution = await whileLogging(note, async () => await workflow.execute(rows('a')));
		expect(execution.status).toBe('success');
	} finally {
		Error.stackTraceLimit = limit;
		JSON.parse = parse;
		await emulator.close();
	}
	const shown = readFileSync(resolve(root, 'docs/architecture.md'), 'utf8');
	const [, list = ''] = /<!-- way of a row -->\n+```\n([^]*?)```/.exec(shown) ?? [];
	const whole = [...way, ...AT_THE_END];
	expect(whole).toEqual(list.trim().split('\n'));
	expect(whole.length).toBeLessThanOrEqual(MOST);
});
