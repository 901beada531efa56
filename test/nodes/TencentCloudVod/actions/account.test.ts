/** The credential on its way through the node: it must work, and nothing of it may be seen. */
import { createServer } from 'node:http';

import { TencentCloudApi } from '../../../../credentials/TencentCloudApi.credentials';
import { SigningRefused } from '../../../../credentials/tc3/signingRefused';
import { TencentCloudVod } from '../../../../nodes/TencentCloudVod/TencentCloudVod.node';
import { EMULATOR_SECRET_ID, startEmulator, type Emulator } from '../../../emulator/emulator';
import { listen, shutDown } from '../../../emulator/loopback';
import { engine, workflowOn } from '../../../promises/node';
import { nodeOn, rows } from '../../../promises/scene';
import { errorOf, forbiddenIn } from '../../../promises/visible';
import { Engine } from '../../../workflow/engine';
import { KEEPS_CAUSES } from '../../../workflow/version';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

afterAll(async () => await emulator.close());

describe('what a server says', () => {
	async function descriptionWith(messageFor: (authorization: string) => string): Promise<string> {
		const server = createServer((request, response) => {
			const Message = messageFor(request.headers.authorization ?? '');
			const Error = { Code: 'InvalidParameterValue', Message };
			request.resume().on('end', () => {
				response.end(JSON.stringify({ Response: { Error, RequestId: 'r-1' } }));
			});
		});
		const port = await listen(server, 0);
		const url = `http://127.0.0.1:${port}`;
		const execution = await workflowOn({ url }).execute(rows('Mira'));
		await shutDown(server, []);
		expect(forbiddenIn(execution)).toEqual([]);
		return errorOf(execution).description;
	}

	it('is quoted in one line', async () => {
		const description = await descriptionWith(() => 'The picture\n is too small.');
		expect(description).toContain(
			'Code InvalidParameterValue, RequestId r-1, Tencent Cloud says: The picture is too small. ',
		);
	});

	it.each([
		['the header', (authorization: string) => `Bad header: ${authorization}`],
		['the SecretId', () => `No ${EMULATOR_SECRET_ID} here`],
	])('is left out where it repeats %s', async (_, message) => {
		expect(await descriptionWith(message)).not.toContain('Tencent Cloud says');
	});
});

describe('a credential', () => {
	it('that is not chosen stops everything, in words of its own', async () => {
		const execution = await engine
			.workflow({ ...nodeOn(emulator), credentials: {} })
			.execute(rows('Mira'));
		expect(errorOf(execution)).toEqual({
			message:
				'The Tencent Cloud API credential could not be used, so nothing was sent and nothing was created.',
			description: expect.stringContaining('n8n says: Node does not have') as string,
		});
	});

	it('that refuses to sign leaves nothing in doubt', async () => {
		const refusing = new TencentCloudApi();
		refusing.authenticate = async () => {
			throw new SigningRefused('The key has just been taken away.');
		};
		const workflow = new Engine(new TencentCloudVod(), [refusing]).workflow(nodeOn(emulator));
		const { message } = errorOf(await workflow.execute(rows('Mira')));
		const inDoubt = 'It is unknown whether the element was created';
		const certain =
			'The Tencent Cloud API credential could not be used, so nothing was sent and nothing was created.';
		// Without a cause there is nothing to know it by, and doubt is the safe side.
		expect(message).toContain(`Item 0: ${KEEPS_CAUSES ? certain : inDoubt}`);
		expect(emulator.ledger.calls).toEqual([]);
	});
});
