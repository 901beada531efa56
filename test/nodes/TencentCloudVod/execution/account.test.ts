/** The credential on its way through the node: it must work, and nothing of it may be seen. */
import { createServer } from 'node:http';

import { TencentCloudApi } from '../../../../credentials/TencentCloudApi.credentials';
import { SigningRefused } from '../../../../credentials/tc3/signingRefused';
import { TencentCloudVod } from '../../../../nodes/TencentCloudVod/TencentCloudVod.node';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	startEmulator,
	type Emulator,
} from '../../../emulator/emulator';
import { listen, shutDown } from '../../../emulator/loopback';
import { Engine } from '../../../workflow/engine';
import { KEEPS_CAUSES } from '../../../workflow/version';
import { engine, workflowOn } from '../../../support/node';
import { nodeOn } from '../../../support/nodeSetup';
import { rows } from '../../../support/operations';
import { errorOf, forbiddenIn } from '../../../support/whatIsSeen';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

afterAll(async () => await emulator.close());

describe('what a server says', () => {
	type Answer = (authorization: string) => object;

	async function descriptionWith(answerFor: Answer): Promise<string> {
		const server = createServer((request, response) => {
			const Response = answerFor(request.headers.authorization ?? '');
			request.resume().on('end', () => {
				response.end(JSON.stringify({ Response: { RequestId: 'r-1', ...Response } }));
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
		const description = await descriptionWith(() => ({
			Error: { Code: 'InvalidParameterValue', Message: 'The picture\n is too small.' },
		}));
		expect(description).toContain(
			'Code InvalidParameterValue, RequestId r-1, Tencent Cloud says: The picture is too small. ',
		);
	});

	const signatureIn = (authorization: string) => /\w{64}/.exec(authorization)?.[0] ?? 'none';
	const message = (Message: string) => ({ Error: { Code: 'InvalidParameterValue', Message } });

	it.each<[string, Answer]>([
		['the header', (authorization) => message(`Bad header: ${authorization}`)],
		['the SecretId', () => message(`No ${EMULATOR_SECRET_ID} here`)],
	])('is left out where its message repeats %s', async (_, answer) => {
		expect(await descriptionWith(answer)).not.toContain('Tencent Cloud says');
	});

	it.each<[string, Answer]>([
		['RequestId', () => ({ ...message('No.'), RequestId: EMULATOR_SECRET_ID })],
		['RequestId', (authorization) => ({ RequestId: signatureIn(authorization) })],
		['ElementId', () => ({ ElementId: EMULATOR_SECRET_KEY })],
		['ElementId', (authorization) => ({ ElementId: signatureIn(authorization) })],
		['Code', () => ({ Error: { Code: EMULATOR_SECRET_ID } })],
		['Code', (authorization) => ({ Error: { Code: `A${signatureIn(authorization)}` } })],
	])('is left out where its %s repeats a secret', async (_, answer) => {
		expect(await descriptionWith(answer)).toContain('Item 0: ElementName "Mira"');
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
