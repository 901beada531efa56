import { CleanUp } from './cleanUp';
import type { Scene } from './scene';

/**
 * Opens a scene before the tests of a file, resets its emulator after each of them, and ends everything
 * after the last.
 *
 * @returns the scene, for the tests
 */
export function useScene(open: (cleanUp: CleanUp) => Promise<Scene>): () => Scene {
	const cleanUp = new CleanUp();
	let scene: Scene | undefined;
	beforeAll(async () => {
		scene = await open(cleanUp);
	});
	afterEach(() => {
		scene?.emulator.reset();
	});
	afterAll(async () => {
		await cleanUp.run();
	});
	return () => {
		if (scene === undefined) throw new Error('The scene is not open yet');
		return scene;
	};
}
