import { redirectTarget, waysTo } from '../../../../nodes/TencentCloudVod/transport/fileUrls';

test.each([
	['http://1500000001.vod2.myqcloud.com/a/b.mp4?t=1', ['https', 'http']],
	['HTTP://store.vod-qcloud.com/b.mp4', ['https', 'HTTP']],
	['https://1.vod-qcloud.com/b.mp4', ['https']],
	['http://1.vod-qcloud.com:8080/b.mp4', ['http']],
	['http://clips.example.com/b.mp4', ['http']],
	['http://vod-qcloud.com.example.com/b.mp4', ['http']],
	['http://notvod-qcloud.com/b.mp4', ['http']],
	['http://127.0.0.1:9911/b.mp4', ['http']],
	['ftp://1.vod-qcloud.com/b.mp4', []],
	['/b.mp4', []],
	['', []],
])('%j is asked for by %j', (url, protocols) => {
	const rest = url.replace(/^\w+:/, '');
	expect(waysTo(url)).toEqual(protocols.map((protocol) => `${protocol}:${rest}`));
});

test.each([
	['http://a.example.com/b', 'https://a.example.com/c?d', 'https://a.example.com/c?d'],
	['http://a.example.com/b/c', '/d', 'http://a.example.com/d'],
	['http://a.example.com/b', 'http://1.vod2.myqcloud.com/c', 'http://1.vod2.myqcloud.com/c'],
	['http://1.vod2.myqcloud.com/c', 'http://login.example.com/', undefined],
	['http://1.vod2.myqcloud.com/c', 'file:///etc/passwd', undefined],
	['http://1.vod2.myqcloud.com/c', 'http://', undefined],
	['http://1.vod2.myqcloud.com/c', '', undefined],
])('from %j to %j', (from, location, target) => {
	expect(redirectTarget(from, location)).toBe(target);
});
