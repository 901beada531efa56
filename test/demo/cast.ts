/** How the people of the sample rows look, and where their clips take place, in the order of the rows. */
import type { Look } from './figure';
import type { Scene } from './painter';

interface Member {
	look: Look;
	scene: Scene;
}

const DARK = '#33343c';

export const CAST: readonly Member[] = [
	{
		look: {
			...{ coat: '#f2c230', buttons: '#fffd', collar: '#d9a81c', hair: '#b3541e' },
			...{ skin: '#f6d3b8', trousers: '#3c4a6b', shoes: '#2f7a4d' },
		},
		scene: scene(['#8fb0c4', '#dfe8ec', '#8aa1ae', '#6d8794', '#55707c'], 150),
	},
	{
		look: {
			...{ coat: '#dfeaf7', buttons: '#4a7fc1', collar: '#3f74b8', hair: '#23202b' },
			...{ skin: '#f0c8a4', trousers: '#3f74b8', shoes: DARK },
		},
		scene: scene(['#f4b6c8', '#fdeaf0', '#e9a3b8', '#cf7f9b', '#8d6a78'], 470),
	},
	{
		look: {
			...{ coat: '#2f6fd0', buttons: '#fffc', collar: '#214f9a', hair: '#b9bac2' },
			...{ skin: '#c68d63', trousers: '#3b3f4d', shoes: DARK },
		},
		scene: scene(['#f0915a', '#fbdcae', '#c9785c', '#8f5c63', '#c9a878'], 330),
	},
	{
		look: {
			...{ coat: '#26335f', buttons: '#f0c24a', collar: '#1c2649', hair: '#e4e2dc' },
			...{ skin: '#e7b48f', trousers: '#4b4f5c', shoes: '#5a3b25' },
		},
		scene: scene(['#7fc4cf', '#dff3f1', '#6fa5a8', '#4c8287', '#8a7258'], 230),
	},
	{
		look: {
			...{ coat: '#8a5a33', buttons: '#e8d9b8', collar: '#6b4426', hair: '#8d8f96' },
			...{ skin: '#eec3a0', trousers: '#5b6a45', shoes: '#4a3324' },
		},
		scene: scene(['#b7d68b', '#f3f7dc', '#93b877', '#6d9a5b', '#4f7d48'], 520),
	},
	{
		look: {
			...{ coat: '#b46a2f', buttons: '#f2d8a6', collar: '#d6303a', hair: '#241d22' },
			...{ skin: '#eab98f', trousers: '#6a6f52', shoes: '#3b2a20' },
		},
		scene: scene(['#b9a4e0', '#f9dfd6', '#9a8ac0', '#7a6c9f', '#6d6a75'], 410),
	},
];

type Colours = [sky: string, horizon: string, far: string, near: string, ground: string];

function scene([sky, horizon, far, near, ground]: Colours, sun: number): Scene {
	return { sky, horizon, far, near, ground, sun };
}
