export { TencentCloudApi } from './credentials/TencentCloudApi.credentials';
export { TencentCloudVod } from './nodes/TencentCloudVod/TencentCloudVod.node';
