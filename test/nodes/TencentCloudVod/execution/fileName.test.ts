import { fileNameOf } from '../../../../nodes/TencentCloudVod/execution/fileName';

const T = '1500000001-AigcVideoTask-0at';

test.each<[string, string | null, string | null, string, string]>([
	['what Tencent Cloud calls it', 'GLB', 'http://a.example/b.zip', 'video/mp4', `${T}.glb`],
	['the URL', null, 'http://a.example/b.c/d.MP4?e=f.png', 'video/mp4', `${T}.mp4`],
	['the type of the answer', null, 'http://a.example.com/b', 'video/quicktime', `${T}.mov`],
	['it, and a picture', null, 'http://a.example.com', 'image/jpeg', `${T}.jpg`],
	['it, and another picture', '', '', 'image/webp', `${T}.webp`],
	['nothing', 'a type', 'http://a.example.com/b.', 'application/octet-stream', T],
])('the ending comes from %s', (_title, FileType, FileUrl, contentType, name) => {
	expect(fileNameOf(T, { FileType, FileUrl }, 0)(contentType)).toBe(name);
});

test('a TaskId that somebody has entered makes no path, and no name that no disk takes', () => {
	const file = { FileType: 'mp4', FileUrl: null };
	expect(fileNameOf('../a\\b:c d', file, 2)('')).toBe('.._a_b_c_d_2.mp4');
	expect(fileNameOf('x'.repeat(1_000), file, 0)('')).toHaveLength(204);
});
