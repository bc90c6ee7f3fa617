import type { Client } from './client.ts';

/** Angular's `HttpClient`, known by the usual name of the property: `this.http.get<User[]>('/users', {params})`. */
export const angular: Client = {
  name: 'Angular HttpClient',
  receiverWords: ['http'],
  verbs: { jsonp: 'GET' },
  queryClasses: ['HttpParams'],
  queryKeys: ['params'],
};
