import type { ErrorEntry } from './error-entry.js';

/** The request itself is at fault: 400, 404, 405, 408, 409, 413, 415. */
export const REQUEST_ERRORS = {
  invalid_request: {
    status: 400,
    title: { en: 'Invalid request', zh: '请求无效' },
    meaning: {
      en: 'The request is not formed the way this endpoint expects. Nothing was changed.',
      zh: '请求的格式不符合此接口的要求，未做任何更改。',
    },
    remedy: {
      en: 'Read the detail, and the list of errors if there is one: each entry points at the member that is wrong. Correct it and send the request again.',
      zh: '请查看 detail；如果有 errors 列表，其中每一项都指出了出错的字段。改正后重新发送请求。',
    },
    challenge: 'invalid_request',
  },
  multiple_credentials: {
    status: 400,
    title: { en: 'More than one credential', zh: '提交了多个凭证' },
    meaning: {
      en: 'The request carries more than one credential, so it is not clear who is calling. Not one of them was looked at.',
      zh: '请求中带有多个凭证，无法确定调用者是谁，因此没有校验其中任何一个。',
    },
    remedy: {
      en: 'Send exactly one credential in exactly one place: one Authorization header, or one X-API-Key header, or one signed-token header. A client library that adds a header of its own is the usual cause.',
      zh: '只在一个位置提交一个凭证：一个 Authorization 请求头，或一个 X-API-Key 请求头，或一个签名令牌请求头。最常见的原因是客户端库自动添加了请求头。',
    },
    challenge: 'invalid_request',
  },
  method_not_allowed: {
    status: 405,
    title: { en: 'Method not allowed', zh: '不允许的请求方法' },
    meaning: {
      en: 'This server does not take CONNECT, TRACE and TRACK on any path.',
      zh: '此服务器在任何路径上都不接受 CONNECT、TRACE 和 TRACK 方法。',
    },
    remedy: {
      en: 'Use the method that the API documents. If a client sends CONNECT, it takes this server for a proxy: check its proxy settings.',
      zh: '请使用 API 文档中规定的方法。如果客户端发送了 CONNECT，说明它把此服务器当成了代理：请检查其代理设置。',
    },
    challenge: 'none',
  },
  request_timeout: {
    status: 408,
    title: { en: 'Request took too long', zh: '请求超时' },
    meaning: {
      en: 'The server waited for the rest of the request, and for too long nothing came.',
      zh: '服务器等待请求的剩余部分，但过长时间没有收到数据。',
    },
    remedy: {
      en: 'Send the request without long pauses. A Content-Length that is larger than the body, or a network that lost the connection, look the same.',
      zh: '请连续发送请求，不要长时间停顿。Content-Length 大于实际请求体，或网络连接中断，也会出现同样的结果。',
    },
    challenge: 'none',
  },
  payload_too_large: {
    status: 413,
    title: { en: 'Request body too large', zh: '请求体过大' },
    meaning: {
      en: 'The request body is larger than this endpoint accepts.',
      zh: '请求体超过了此接口允许的大小。',
    },
    remedy: {
      en: 'Send less in one request, or split the work over several requests.',
      zh: '减少单次请求的内容，或分成多个请求发送。',
    },
    challenge: 'none',
  },
  unsupported_media_type: {
    status: 415,
    title: { en: 'Unsupported media type', zh: '不支持的媒体类型' },
    meaning: {
      en: 'The request body is in a format that this endpoint does not read.',
      zh: '此接口无法读取这种格式的请求体。',
    },
    remedy: {
      en: 'Send JSON with the header Content-Type: application/json. The OAuth endpoints take application/x-www-form-urlencoded instead.',
      zh: '请发送 JSON，并设置请求头 Content-Type: application/json。OAuth 接口则使用 application/x-www-form-urlencoded。',
    },
    challenge: 'none',
  },
  not_found: {
    status: 404,
    title: { en: 'Not found', zh: '未找到' },
    meaning: {
      en: 'There is nothing at this address, or nothing that you may see.',
      zh: '此地址下没有内容，或没有您可以查看的内容。',
    },
    remedy: {
      en: 'Check the path and the id for typing errors. An object of another owner gives the same answer as one that does not exist.',
      zh: '请检查路径和 ID 是否有误。属于其他人的对象与不存在的对象，返回的结果完全相同。',
    },
    challenge: 'none',
  },
  conflict: {
    status: 409,
    title: { en: 'Conflict', zh: '冲突' },
    meaning: {
      en: 'The request contradicts the present state, for example because the name is already taken. Nothing was changed.',
      zh: '请求与当前状态冲突，例如名称已被占用。未做任何更改。',
    },
    remedy: {
      en: 'Read the object again, decide with its present state in view, and send an adapted request.',
      zh: '请重新读取该对象，根据其当前状态调整请求后再发送。',
    },
    challenge: 'none',
  },
} satisfies Record<string, ErrorEntry>;
