/** Makes the pictures in docs/: what a person sees of this package in n8n's editor. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import { sdkClient } from '../emulator/sdkClient';
import { CleanUp } from './cleanUp';
import { packAndInstall } from './communityNode';
import { CREDENTIAL_TYPE, readExample, type Workflow } from './examples';
import { installN8n } from './install';
import { PACKAGE_INSTALLED, ROOT } from './places';
import { Scene } from './scene';
import { NODE_NAME, pickerWorkflow } from './workflows';

const DOCS = join(ROOT, 'docs');
const CHROMIUM = '/usr/bin/chromium';
/** Time for what slides and fades. */
const SETTLED_MS = 1500;

const SUB_APP = { id: EMULATOR_SUB_APP_ID, name: 'Studio', status: 'On' } as const;
const CHARACTERS = ['Mira', 'Mira in the rain', 'Kofi Mensah', '林小雨', 'Miro', 'Old lighthouse'];

type Theme = 'light' | 'dark';

async function run(): Promise<void> {
	if (!existsSync(CHROMIUM)) {
		throw new Error(
			`${CHROMIUM} is not there. On Debian: apt-get install chromium fonts-noto fonts-noto-cjk`,
		);
	}
	mkdirSync(DOCS, { recursive: true });
	await installN8n((line) => console.log(line));
	await packAndInstall(PACKAGE_INSTALLED);
	const cleanUp = new CleanUp();
	const scene = await Scene.open(cleanUp, { answerMs: [100, 300], subApps: [SUB_APP] });
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		// Chromium is not to look up anything but this machine.
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run',
			'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
		],
	});
	try {
		await takeAll(scene, browser);
	} finally {
		await browser.close();
		await cleanUp.run();
	}
}

async function takeAll(scene: Scene, browser: Browser): Promise<void> {
	const light = await openEditor(scene, browser, 'light');
	await credentialDialog(scene, light);
	const example = readExample('rows-to-elements.json', scene.credential);
	const { id } = await scene.api.createWorkflow(example);
	await searchList(scene, light, id);
	await runWorkflow(scene, light, id);
	await take(light, 'workflow');
	await openNode(light);
	await take(light, 'node');
	const folder = readExample('folder-to-elements.json', scene.credential);
	const files = await scene.api.createWorkflow(folder);
	await runWorkflow(scene, light, files.id);
	await openNode(light);
	await take(light, 'files');
	const dark = await openEditor(scene, browser, 'dark');
	await runWorkflow(scene, dark, id);
	await openNode(dark);
	await take(dark, 'node-dark');
	const stopping = await scene.api.createWorkflow(stopOnError(example));
	await runWorkflow(scene, light, stopping.id);
	await openNode(light);
	await take(light, 'error');
	await pickElement(scene, light);
	const rows = 'rows-to-advanced-elements.json';
	const advanced = readExample(rows, scene.credential);
	await runWorkflow(scene, light, (await scene.api.createWorkflow(advanced)).id);
	await openNode(light);
	await light.getByText('Element Name', { exact: true }).hover();
	await light.mouse.wheel(0, 440);
	await take(light, 'advanced-element-form');
	await generateVideo(scene, light);
}

async function openEditor(scene: Scene, browser: Browser, theme: Theme): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		colorScheme: theme,
	});
	const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(scene.api.session) ?? [];
	await context.addCookies([{ name, value, url: scene.server.url }]);
	return await context.newPage();
}

async function take(page: Page, name: string): Promise<void> {
	// Away from everything that opens a tooltip.
	await page.mouse.move(640, 795);
	await page.waitForTimeout(SETTLED_MS);
	await page.screenshot({ path: join(DOCS, `${name}.png`) });
	console.log(`docs/${name}.png`);
}

async function credentialDialog({ api, fields, server, credential }: Scene, page: Page) {
	await page.goto(`${server.url}/home/credentials/create`);
	await page.getByPlaceholder('Search for app...').fill('tencent');
	await page.getByText('Tencent Cloud API', { exact: true }).last().click();
	await page.getByRole('button', { name: 'Continue' }).click();
	await take(page, 'credential-new');
	const data = { ...fields, secretKey: 'wrong' };
	const wrong = await api.createCredential('Wrong key', CREDENTIAL_TYPE, data);
	// The dialog tests a credential when it opens.
	await page.goto(`${server.url}/home/credentials/${wrong.id}`);
	await page.getByText('More details').click();
	await take(page, 'credential-wrong-key');
	await page.goto(`${server.url}/home/credentials/${credential.id}`);
	await page.getByText('Connection tested successfully').waitFor();
	await take(page, 'credential-right-key');
}

async function searchList({ server }: Scene, page: Page, id: string): Promise<void> {
	await page.goto(`${server.url}/workflow/${id}`);
	await page.getByText(NODE_NAME, { exact: true }).first().waitFor();
	await page.keyboard.press('n');
	await page.getByPlaceholder('Search nodes...').pressSequentially('kling');
	await take(page, 'search');
}

async function runWorkflow({ server }: Scene, page: Page, id: string): Promise<void> {
	await page.goto(`${server.url}/workflow/${id}`);
	await page.locator('[data-test-id^=execute-workflow-button]').last().click();
	// The message that says how it went covers a part of the canvas.
	await page.locator('.el-notification__closeBtn').first().click();
}

/** A list to choose an element from, with something to search for in it. */
async function pickElement(scene: Scene, page: Page): Promise<void> {
	await createAdvancedElements(scene, CHARACTERS);
	const workflow = pickerWorkflow(scene.credential, SUB_APP);
	const { id } = await scene.api.createWorkflow(workflow);
	await page.goto(`${scene.server.url}/workflow/${id}`);
	await openNode(page, workflow.nodes.at(-1)?.name);
	await page.locator('[data-test-id=resource-locator-elementId] input').last().click();
	await page.locator('[data-test-id=rlc-search]:visible').pressSequentially('mir');
	await take(page, 'advanced-elements');
}

/** From an element to its video: what is put out has the file. */
async function generateVideo(scene: Scene, page: Page): Promise<void> {
	const example = readExample('element-to-video.json', scene.credential);
	await runWorkflow(scene, page, (await scene.api.createWorkflow(example)).id);
	await openNode(page, 'Make Video');
	await take(page, 'video-form');
}

async function createAdvancedElements({ emulator }: Scene, names: string[]): Promise<void> {
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
	const frontal_image = 'https://images.example.com/front.png';
	const refer_images = [{ image_url: 'https://images.example.com/left.png' }];
	for (const ElementName of names) {
		await sdkClient(emulator).CreateAigcAdvancedCustomElement({
			SubAppId: SUB_APP.id,
			ElementName,
			ElementDescription: ElementName,
			ReferenceType: 'image_refer',
			ElementImageList: JSON.stringify({ frontal_image, refer_images }),
		});
	}
}

async function openNode(page: Page, name = NODE_NAME): Promise<void> {
	await page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
}

function stopOnError({ nodes, ...workflow }: Workflow): Workflow {
	const stopping = nodes.map((node) =>
		node.name === NODE_NAME ? { ...node, onError: 'stopWorkflow' as const } : node,
	);
	return { ...workflow, name: 'Stop on error', nodes: stopping };
}

run().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
