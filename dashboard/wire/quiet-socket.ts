// A WebSocket that holds its tongue once it is closing. The MQTT client still acknowledges what it was told a moment ago;
// the browser would drop that as well, but says so on the console.
export function quietSocket(url: string, protocols: string[]): WebSocket {
  const socket = new WebSocket(url, protocols);
  const send = socket.send.bind(socket);
  socket.send = (...sent) => {
    if (socket.readyState < WebSocket.CLOSING) send(...sent);
  };
  return socket;
}
