import type { Client } from './client.ts';

/** Angular's `HttpClient`, by the name that constructors give it: `this.http.get<User[]>('/users', {params})`. */
export const angular: Client = {
  name: 'Angular HttpClient',
  receiverWords: ['http'],
  verbs: { jsonp: 'GET' },
  queryClasses: ['HttpParams'],
  queryKeys: ['params'],
};
