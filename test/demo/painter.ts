/** Paints what the emulator's tasks make in the demo: views of a person, and clips. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';

import { clipOf } from './clip';
import { figure, SPOTS, STANDING, type Look, type Pose } from './figure';

const VIEW = { width: 480, height: 640 };
const CLIP = { width: 640, height: 360, perSecond: 6 };

/** The look that goes with a description of a person: the same each time. */
export function lookOf(description: string): Look {
	const [coat = 0, hair = 0, skin = 0, trousers = 0] = createHash('sha256')
		.update(description)
		.digest();
	return {
		coat: hsl(Math.round((coat / 256) * 360), 58, 52),
		hair: pick(['#2b2230', '#5b3a24', '#b3541e', '#d9b25f', '#a9a9b2', '#3d2b1f'], hair),
		skin: pick(['#f6d3b8', '#e7b48f', '#c68d63', '#9a6542', '#6f4630'], skin),
		trousers: pick(['#2f3e63', '#4b4f5c', '#6b4f3a', '#31523f', '#5a3d5c'], trousers),
	};
}

/** A picture of the person, PNG. */
export async function viewOf(look: Look, seenFrom: Pose['seenFrom']): Promise<Buffer> {
	const { width, height } = VIEW;
	const drawing = `
		<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 240 320">
			<defs><radialGradient id="wall" cy="0.4"><stop stop-color="#fbfaf8"/><stop offset="1" stop-color="#dcd9d4"/></radialGradient></defs>
			<rect width="240" height="320" fill="url(#wall)"/>
			<ellipse cx="120" cy="300" rx="62" ry="8" fill="#0002"/>
			${figure(look, { seenFrom, ...STANDING })}
		</svg>`;
	return await sharp(Buffer.from(drawing)).png().toBuffer();
}

/** The look of the person in a front view. */
export async function lookIn(front: Buffer): Promise<Look> {
	const { data, info } = await sharp(front)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	const scale = info.width / 240;
	const colourAt = ([x, y]: readonly [number, number]) => {
		const at = (Math.round(y * scale) * info.width + Math.round(x * scale)) * info.channels;
		return `#${data.toString('hex', at, at + 3)}`;
	};
	return {
		coat: colourAt(SPOTS.coat),
		hair: colourAt(SPOTS.hair),
		skin: colourAt(SPOTS.skin),
		trousers: colourAt(SPOTS.trousers),
	};
}

/**
 * A clip in which the person walks by, stops and waves.
 * @param seconds at least one
 * @param prompt decides on the scene
 */
export async function walkOf(look: Look, seconds: number, prompt: string): Promise<Buffer> {
	const frames = Math.round(seconds * CLIP.perSecond);
	const scene = sceneOf(prompt);
	const pictures = await Promise.all(
		Array.from({ length: frames }, async (_, index) => {
			const drawing = frame(look, scene, index / (frames - 1));
			return await sharp(Buffer.from(drawing)).jpeg({ quality: 88 }).toBuffer();
		}),
	);
	return clipOf({ ...CLIP, pictures });
}

interface Scene {
	sky: string;
	horizon: string;
	far: string;
	near: string;
	ground: string;
	sun: number;
}

function sceneOf(prompt: string): Scene {
	const [hue = 0, sun = 0] = createHash('sha256').update(prompt).digest();
	const degrees = Math.round((hue / 256) * 360);
	return {
		sky: hsl(degrees, 45, 72),
		horizon: hsl((degrees + 40) % 360, 60, 90),
		far: hsl((degrees + 20) % 360, 24, 66),
		near: hsl((degrees + 30) % 360, 26, 52),
		ground: hsl((degrees + 50) % 360, 24, 42),
		sun: 120 + sun * 1.6,
	};
}

/** @param time from 0 to 1 */
function frame(look: Look, scene: Scene, time: number): string {
	const { width, height } = CLIP;
	const stops = 0.66;
	const walked = Math.min(time / stops, 1);
	const isWalking = time < stops;
	const pose: Pose = isWalking
		? { seenFrom: 'left', stride: Math.sin(walked * Math.PI * 9), wave: 0 }
		: { seenFrom: 'front', stride: 0, wave: 0.86 + 0.14 * Math.sin((time - stops) * 70) };
	const x = 470 - 300 * walked;
	const bob = isWalking ? Math.abs(Math.sin(walked * Math.PI * 9)) * 3 : 0;
	const hills = (y: number, drift: number, colour: string) =>
		`<path transform="translate(${drift.toFixed(1)} 0)" d="M-80 360 V${y} q80 -70 160 0 t160 0 t160 0 t160 0 t160 0 V360 Z" fill="${colour}"/>`;
	return `
		<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
			<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${scene.sky}"/><stop offset="0.75" stop-color="${scene.horizon}"/></linearGradient></defs>
			<rect width="640" height="360" fill="url(#sky)"/>
			<circle cx="${scene.sun}" cy="86" r="30" fill="#fff8"/> <circle cx="${scene.sun}" cy="86" r="21" fill="#fffc"/>
			${hills(226, walked * 14, scene.far)} ${hills(262, 40 + walked * 40, scene.near)}
			<rect y="300" width="640" height="60" fill="${scene.ground}"/>
			<ellipse cx="${x + 96}" cy="329" rx="52" ry="7" fill="#0003"/>
			<g transform="translate(${x.toFixed(1)} ${(88 - bob).toFixed(1)}) scale(0.8)">${figure(look, pose)}</g>
		</svg>`;
}

function pick(choices: readonly string[], byte: number): string {
	return choices[byte % choices.length] ?? '#808080';
}

/** As #rrggbb, which is how it is found again in a picture. */
function hsl(hue: number, saturation: number, lightness: number): string {
	const light = lightness / 100;
	const strength = (saturation / 100) * Math.min(light, 1 - light);
	const channel = (offset: number) => {
		const step = (offset + hue / 30) % 12;
		const value = light - strength * Math.max(-1, Math.min(step - 3, 9 - step, 1));
		return Math.round(value * 255)
			.toString(16)
			.padStart(2, '0');
	};
	return `#${channel(0)}${channel(8)}${channel(4)}`;
}
