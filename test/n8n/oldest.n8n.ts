/** The core of it in the oldest n8n that still installs from npm. */
import type { INodeTypeDescription } from 'n8n-workflow';
import { AUTH_FAILURES } from '../../credentials/tc3/authFailures';
import { CleanUp } from './cleanUp';
import { CREDENTIAL_TYPE } from './examples';
import { Scene } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { NODE_TYPE, rowsNamed, webhookWorkflow } from './workflows';

const cleanUp = new CleanUp();
let scene: Scene;

beforeAll(async () => {
	scene = await Scene.open('oldest', cleanUp, { token: SESSION_TOKEN });
});

afterAll(async () => {
	await cleanUp.run();
});

test('the node and the credential are loaded', async () => {
	const namesIn = async (file: string) => {
		const types = await scene.api.text(`/types/${file}.json`);
		return (JSON.parse(types) as INodeTypeDescription[]).map(({ name }) => name);
	};
	expect(await namesIn('nodes')).toEqual(expect.arrayContaining([NODE_TYPE, `${NODE_TYPE}Tool`]));
	expect(await namesIn('credentials')).toContain(CREDENTIAL_TYPE);
});

test('the test of the credential passes with the right key, and says what is wrong with another', async () => {
	const { fields } = scene;
	const right = await scene.api.testCredential(scene.credential, CREDENTIAL_TYPE, fields);
	expect(right).toEqual({ status: 'OK', message: 'Connection successful!' });
	const wrong = await scene.api.testCredential(scene.credential, CREDENTIAL_TYPE, {
		...fields,
		secretKey: 'wrong',
	});
	expect(wrong.message).toContain(AUTH_FAILURES.get('AuthFailure.SignatureFailure')?.meaning);
});

test('a workflow creates elements', async () => {
	const { credential } = scene;
	const workflow = await scene.api.createWorkflow(
		webhookWorkflow('oldest', 'withElements', { credential }),
	);
	await scene.api.activate(workflow);
	const answer = await scene.callWebhook('oldest', rowsNamed('Oldest', 3));
	const made = scene.emulator.ledger.made.map(({ id }) => id);
	expect(answer.map(({ ElementId }) => ElementId).sort()).toEqual(made.sort());
	expect(made).toHaveLength(3);
});

test('no secret in the database, the log, or an answer of the API', () => {
	expect(secretsIn({ folders: [scene.folder], api: scene.api })).toEqual([]);
});
