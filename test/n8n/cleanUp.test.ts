import { CleanUp } from './cleanUp';

const refuse = (reason: string) => () => Promise.reject(new Error(reason));

test('ends everything in the opposite order, once', async () => {
	const ended: string[] = [];
	const cleanUp = new CleanUp();
	await cleanUp.add(() => void ended.push('folder'));
	await cleanUp.add(async () => void ended.push('server'));
	await cleanUp.run();
	await cleanUp.run();
	expect(ended).toEqual(['server', 'folder']);
});

test('what cannot be ended does not keep the rest from it, and is told', async () => {
	const ended: string[] = [];
	const cleanUp = new CleanUp();
	await cleanUp.add(() => void ended.push('folder'));
	await cleanUp.add(refuse('the emulator hangs'));
	await cleanUp.add(refuse('the server hangs'));
	await expect(cleanUp.run()).rejects.toThrow('the server hangs\nError: the emulator hangs');
	expect(ended).toEqual(['folder']);
});

test('what starts after the end is ended at once, and its set-up stops', async () => {
	const ended: string[] = [];
	const cleanUp = new CleanUp();
	await cleanUp.run();
	await expect(cleanUp.add(() => void ended.push('late'))).rejects.toThrow('too late');
	expect(ended).toEqual(['late']);
});
