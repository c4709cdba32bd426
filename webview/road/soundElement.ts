import { css, html, nothing } from 'lit';
import type { SoundView } from '../../src/road/view.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import { samplesOf } from './samples.ts';
import type { RoadStore } from './store.ts';

/** Sounds that are played on a press, one at a time; none begins by itself. */
export class SoundElement extends StoreElement<RoadStore> {
  static override properties = { ...StoreElement.properties, view: { attribute: false }, playing: { state: true } };
  declare view: SoundView;
  /** The place of the sound that is heard. */
  declare playing: number | null;
  #context: AudioContext | null = null;
  #source: AudioBufferSourceNode | null = null;

  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        gap: 4px;
        margin: 4px 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
      }
    `,
  ];

  constructor() {
    super();
    this.playing = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    void this.#context?.close();
    this.#context = null;
  }

  /** What another result does not have is not heard any more. */
  override willUpdate(): void {
    if (this.playing !== null && this.playing >= this.view.sounds.length) this.#stop();
  }

  override render() {
    return html`<ul>
        ${this.view.sounds.map(({ name, parts }, place) => {
          const isPlaying = this.playing === place;
          const label = this.strings(isPlaying ? 'roadPage.stop' : 'roadPage.play');
          const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
          const count = Math.max(0, ...parts.map(({ oscillators }) => oscillators.length));
          const text = this.store.say(name);
          return html`<li>
            <button aria-label="${label} ${text}" aria-pressed=${isPlaying} @click=${() => (isPlaying ? this.#stop() : this.#play(place))}>
              ${icon(isPlaying ? 'stop' : 'play')} ${label}
            </button>
            <span>${text}</span>
            <span class="dim">${this.strings('roadPage.sound', { count, seconds: seconds.toFixed(1) })}</span>
          </li>`;
        })}
      </ul>
      ${
        this.playing === null
          ? nothing
          : html`<p class="dim">${this.strings('roadPage.playing', { name: this.store.say(this.view.sounds[this.playing].name) })}</p>`
      }`;
  }

  #play(place: number): void {
    this.#stop();
    this.#context ??= new AudioContext();
    const context = this.#context;
    const samples = samplesOf(this.view.sounds[place].parts, context.sampleRate);
    if (samples.length === 0) return;
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => {
      if (this.#source === source) this.#stop();
    };
    source.start();
    void context.resume();
    this.#source = source;
    this.playing = place;
  }

  #stop(): void {
    const source = this.#source;
    this.#source = null;
    source?.stop();
    this.playing = null;
  }
}
