/** The package in the newest n8n, as a person finds it after installing it. */
import type { IDataObject, INodeTypeDescription } from 'n8n-workflow';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUTH_FAILURES } from '../../credentials/tc3/authFailures';
import { EMULATOR_SECRET_KEY, EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import { freePort } from './ports';
import { CREDENTIAL_TYPE } from './examples';
import { Scene } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { useScene } from './useScene';
import { node, NODE_TYPE } from './workflows';

const scene = useScene((cleanUp) => Scene.open(cleanUp, { token: SESSION_TOKEN }));

describe('what the editor is told', () => {
	const find = async (file: string, name: string) => {
		const types = JSON.parse(
			await scene().api.text(`/types/${file}.json`),
		) as INodeTypeDescription[];
		return types.find((type) => type.name === name);
	};
	const iconsOf = (type: INodeTypeDescription | undefined) => {
		const urls = type?.iconUrl;
		return typeof urls === 'object' ? [urls.light, urls.dark] : [];
	};

	test.each([
		['nodes', NODE_TYPE],
		['nodes', `${NODE_TYPE}Tool`],
		['credentials', CREDENTIAL_TYPE],
	])('%s: %s, with an icon for each theme', async (file, name) => {
		const icons = iconsOf(await find(file, name));
		expect(new Set(icons).size).toBe(2);
		for (const icon of icons) {
			expect(await scene().api.text(`/${icon}`)).toContain('<svg');
		}
	});

	test('where to read more, and the words to find it by', async () => {
		const node = await find('nodes', NODE_TYPE);
		expect(node?.codex?.alias).toEqual(
			expect.arrayContaining(['kling', 'subject', 'character', 'AIGC', '腾讯云']),
		);
		expect(node?.codex?.resources?.primaryDocumentation).toHaveLength(1);
		expect(node?.codex?.resources?.credentialDocumentation).toHaveLength(1);
	});
});

describe('the button that tests the credential', () => {
	const test_ = async (fields: IDataObject = {}) =>
		await scene().api.testCredential(scene().credential, CREDENTIAL_TYPE, {
			...scene().fields,
			...fields,
		});
	const failure = (code: string) => {
		const { meaning, remedy } = AUTH_FAILURES.get(code) ?? {};
		return { status: 'Error', message: `${meaning} ${remedy}` };
	};

	test('the right key', async () => {
		expect(await test_()).toEqual({ status: 'OK', message: 'Connection successful!' });
	});

	test('an unknown SecretId', async () => {
		const secretId = 'AKIDnobodyHasThisOne0000000000000000';
		expect(await test_({ secretId })).toEqual(failure('AuthFailure.SecretIdNotFound'));
	});

	test('a wrong SecretKey', async () => {
		expect(await test_({ secretKey: 'wrong' })).toEqual(failure('AuthFailure.SignatureFailure'));
	});

	test('a clock that is ten minutes off', async () => {
		scene().emulator.setFaults(() => ({ kind: 'skewedClock', minutes: 10 }));
		expect(await test_()).toEqual(failure('AuthFailure.SignatureExpire'));
	});

	test('a temporary key without its token', async () => {
		const { status, message } = await test_({ sessionToken: '' });
		expect(status).toBe('Error');
		expect(message).toContain('session token');
	});

	test('an endpoint where nobody listens: n8n shows the name of the network error by itself', async () => {
		const endpoint = `http://127.0.0.1:${await freePort()}`;
		expect(await test_({ endpoint })).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
	});
});

test('n8n’s own HTTP Request node calls any action with the credential', async () => {
	const { api, credential, emulator } = scene();
	const { id, name } = credential;
	const headers = { 'X-TC-Action': 'DescribeSubAppIds', 'X-TC-Version': '2018-07-17' };
	const request = node('Sub-Applications', 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: emulator.url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: CREDENTIAL_TYPE,
		sendHeaders: true,
		specifyHeaders: 'json',
		jsonHeaders: JSON.stringify(headers),
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '{}',
		options: {},
	});
	const saved = await api.createWorkflow({
		name: 'Any action',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			{ ...request, credentials: { [CREDENTIAL_TYPE]: { id, name } } },
		],
		connections: { Start: { main: [[{ node: request.name, type: 'main', index: 0 }]] } },
	});
	const execution = await api.ended(await api.runInEditor(saved, 'Start'));
	expect(JSON.stringify(execution.outputs(request.name))).toContain(String(EMULATOR_SUB_APP_ID));
});

test('no secret in the database, the log, or an answer of the API', () => {
	expect(secretsIn({ folders: [scene().folder], api: scene().api })).toEqual([]);
});

test('the search for secrets finds one wherever there is one', async () => {
	await scene().api.createWorkflow({ name: EMULATOR_SECRET_KEY, nodes: [], connections: {} });
	appendFileSync(join(scene().folder, 'n8n.log'), `X-TC-Token: ${SESSION_TOKEN}\n`);
	const found = secretsIn({ folders: [scene().folder], api: scene().api });
	expect(found).toEqual(
		expect.arrayContaining([
			expect.stringMatching(/n8n\.log: .*token/),
			`the database: ${EMULATOR_SECRET_KEY}`,
			`answers of n8n's API: ${EMULATOR_SECRET_KEY}`,
		]),
	);
});
