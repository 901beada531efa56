/**
 * What the node offers and tencentcloud-sdk-nodejs-vod 4.1.287, the newest package of that name, does not
 * have. Sources: tencentcloud-sdk-nodejs 4.1.313, which is newer, and Tencent Cloud's guide to AIGC in VOD.
 */
import type { Generated } from '../../nodes/TencentCloudVod/actions/shared/models';

/** Versions by model. */
export const NEWER_MODELS: Record<Generated, Record<string, string[]>> = {
	video: {
		Kling: ['3.0-turbo', 'scene'],
		Vidu: 'q3-mix q3-drama q3-ad scene avatar-q2-pro avatar-q2-turbo lip-sync'.split(' '),
		Hailuo: ['H3_regen', 'H3-Max'],
		GV: ['3.1-lite', 'omni'],
		Hunyuan: ['3d_2.0'],
		Seedance: '1.5-pro 1.0-pro 1.0-pro-fast 1.0-lite-i2v'.split(' '),
		Jimeng: ['3.0pro'],
		H2: ['1.0'],
	},
	image: {
		GG: ['3.1-lite'],
		Hunyuan: ['3.5-preview', '3d_2.0'],
		// In the international SDK.
		SI: ['4.0', '4.5', '5.0-lite'],
		Qwen: ['0925'],
		Mingmou: ['1.0'],
	},
};
