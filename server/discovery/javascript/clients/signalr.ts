import type { Client } from './client.ts';
import { readSocket } from './web-socket.ts';

/** `new HubConnectionBuilder().withUrl('/hubs/chat').build()` */
export const signalr: Client = {
  name: 'SignalR',
  recognize: (call) =>
    !call.isNew && call.isMember && call.first && call.name === 'withUrl' ? readSocket(call) : null,
};
