// The SDP offer that stands for a mediasoup transport and its consumers, for a WebRTC peer that speaks only
// SDP.

/**
 * @param {{ iceParameters: any, iceCandidates: any[], dtlsParameters: any }} transport as mediasoup describes
 *   it
 * @param {...{ kind: string, rtpParameters: any }} consumers
 * @returns {string}
 */
export function offerFor(transport, ...consumers) {
  const { usernameFragment, password } = transport.iceParameters
  const fingerprint = transport.dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256')
  const candidates = transport.iceCandidates
    .filter(({ protocol }) => protocol === 'udp')
    .map(
      ({ foundation, priority, ip, address, port }) =>
        `a=candidate:${foundation} 1 udp ${priority} ${address ?? ip} ${port} typ host`,
    )
  const media = consumers.flatMap(({ kind, rtpParameters }, index) => {
    const [codec] = rtpParameters.codecs
    const name = codec.mimeType.split('/')[1]
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${codec.payloadType}`,
      'c=IN IP4 0.0.0.0',
      `a=mid:${index}`,
      `a=ice-ufrag:${usernameFragment}`,
      `a=ice-pwd:${password}`,
      `a=fingerprint:sha-256 ${fingerprint.value}`,
      'a=setup:actpass',
      'a=sendonly',
      'a=rtcp-mux',
      `a=rtpmap:${codec.payloadType} ${name}/${codec.clockRate}${codec.channels ? `/${codec.channels}` : ''}`,
      `a=ssrc:${rtpParameters.encodings[0].ssrc} cname:${rtpParameters.rtcp?.cname ?? 'lectern'}`,
      ...candidates,
    ]
  })
  const mids = consumers.map((_, index) => index).join(' ')
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mids}`,
    'a=msid-semantic:WMS *',
    ...media,
    '',
  ].join('\r\n')
}
