import type { ApiType } from '../../vocabulary.ts';
import type { Candidate } from '../../findings.ts';
import type { Recognized, RequestCall, Sink } from '../requests/sink.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import type { Maker, World } from '../evaluate/world.ts';
import type { Value } from '../evaluate/value.ts';

/** One library (or platform interface) that makes requests. Every field but the name is optional. */
export interface Client {
  readonly name: string;
  /** Names that stand for the library wherever no scope of a script declares them. */
  readonly globals?: readonly string[];
  /** Packages whose default export is one of the globals: `{jquery: 'jQuery'}`. */
  readonly packages?: Readonly<Record<string, string>>;
  /** A global that requests are made with, as `http.get(path)` or `http(settings)`. */
  readonly requester?: {
    readonly global: string;
    readonly technique: string;
    /** The base address that is set once for all requests; `null` where there is none. */
    readonly defaultBase?: (world: World) => readonly Value[] | null;
    /** Properties that only this library sets on itself: they identify it in a bundle, where names are shortened. */
    readonly ownProperties?: readonly string[];
  };
  /** Names under which dependency injection provides one of the globals. */
  readonly services?: readonly string[];
  /** Names, or words within names, of objects that make requests; in lower case. */
  readonly receiverNames?: readonly string[];
  readonly receiverWords?: readonly string[];
  /** Its methods that take a path first, with the HTTP method that each sends. */
  readonly verbs?: Readonly<Record<string, string>>;
  /** Keys of a client's settings that hold its base address. */
  readonly baseKeys?: readonly string[];
  /** Keys whose values are addresses, wherever they are written. */
  readonly addressKeys?: readonly string[];
  /** Keys that only the settings of a request have, beside its address. */
  readonly requestKeys?: readonly string[];
  /** Keys of a request's settings that hold query parameters, or the body. */
  readonly queryKeys?: readonly string[];
  readonly bodyKeys?: readonly string[];
  /** Functions that write an object as a query string, and classes that hold query parameters. */
  readonly serializers?: readonly string[];
  readonly queryClasses?: readonly string[];
  /** Path segments that only its endpoints have, with the kind of API that an address ending in one belongs to. */
  readonly pathMarkers?: Readonly<Record<string, ApiType>>;
  /** What its functions return, by their name. */
  readonly makers?: Readonly<Record<string, Maker>>;
  /** Recognizes a call that makes a request by the way it is written, and tells how to read it. */
  readonly recognize?: (call: RequestCall) => Recognized | null;
  /** Requests that are declared, for the library to make later. */
  readonly declared?: (file: ScriptFile) => Sink[];
  /** Makes a reader for one run, for requests that are read from whole files or from all files together. */
  readonly startReading?: () => LibraryReader;
}

export interface LibraryReader {
  add(world: World, file: ScriptFile): Candidate[];
  /** @param known all that was found, in all files */
  finish?(known: readonly Candidate[]): Candidate[];
}
