import type { Placement } from './heatmap.ts';
import type { Ramp } from './ramps.ts';
import { decades, type ValueScale } from './scale.ts';

const vertexShader = `#version 300 es
uniform vec2 canvas;
in vec2 corner;
in vec4 rectangle;
in vec4 source;
in float down;
flat out vec4 placed;
flat out vec4 from;
flat out float cellsDown;
void main() {
  vec2 pixel = rectangle.xy + corner * rectangle.zw;
  placed = rectangle;
  from = source;
  cellsDown = down;
  gl_Position = vec4(pixel.x / canvas.x * 2.0 - 1.0, 1.0 - pixel.y / canvas.y * 2.0, 0.0, 1.0);
}`;

const fragmentShader = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform vec2 canvas;
uniform sampler2D tiles;
uniform sampler2D ramp;
uniform ivec2 size;
uniform bool isWhole;
uniform int across;
uniform int kind;
uniform float limit;
flat in vec4 placed;
flat in vec4 from;
flat in float cellsDown;
out vec4 colour;

float position(float value) {
  if (limit == 0.0) return kind == 2 ? 0.5 : 0.0;
  float relative = value / limit;
  if (kind == 2) return clamp(0.5 + relative / 2.0, 0.0, 1.0);
  if (kind == 0) return clamp(relative, 0.0, 1.0);
  return relative <= 0.0 ? 0.0 : clamp(1.0 + log(relative) / log(10.0) / ${decades}.0, 0.0, 1.0);
}

void main() {
  vec2 inside = floor(vec2(gl_FragCoord.x, canvas.y - gl_FragCoord.y) - placed.xy);
  vec2 cells = vec2(from.w, cellsDown);
  ivec2 first = ivec2(floor(from.yz + inside * cells + 1e-4));
  ivec2 end = min(size, max(first + 1, ivec2(ceil(from.yz + (inside + 1.0) * cells - 1e-4))));
  int tile = int(from.x);
  ivec2 base = ivec2(tile % across, tile / across) * size;
  bool found = false;
  float value = 0.0;
  for (int row = first.y; row < end.y; row++) {
    for (int column = first.x; column < (isWhole ? end.x : min(end.x, row + 1)); column++) {
      float cell = texelFetch(tiles, base + ivec2(column, row), 0).r;
      // Not finite: masked, and drawn as zero is.
      if (!(abs(cell) < 3e38)) cell = 0.0;
      if (!found || abs(cell) > abs(value)) value = cell;
      found = true;
    }
  }
  colour = found ? texelFetch(ramp, ivec2(int(position(value) * 255.0 + 0.5), 0), 0) : vec4(0.0);
}`;

/** Drivers by which the processor plays the graphics card. They admit no caveat when asked for a context without one. */
const emulators = /swiftshader|llvmpipe|software|basic render/i;
let isThere: boolean | undefined;

function hasGraphicsCard(): boolean {
  if (isThere !== undefined) return isThere;
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  isThere = gl != null && !(info && emulators.test(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)));
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return isThere;
}

let shared: HeatmapProgram | null = null;

/** A tile texture, and how its tiles lie in it. */
export interface TileTexture {
  readonly texture: WebGLTexture;
  readonly columns: number;
  readonly rows: number;
  readonly isWhole: boolean;
  /** How many tiles stand side by side. */
  readonly across: number;
}

/**
 * What colours tiles on the graphics card by one instanced draw call: tiles in one texture, the ramp in another. A page has
 * one for all of its heatmaps: a browser takes the oldest context away from a page that has more than sixteen.
 */
export class HeatmapProgram {
  readonly #program: WebGLProgram;
  readonly #rectangles: WebGLBuffer;
  readonly #ramp: WebGLTexture;
  #uploadedRamp: Ramp | null = null;

  /** Null where the page has no WebGL2, or, if it is only wanted where it is fast, no graphics card. */
  static shared(ifFast: boolean): HeatmapProgram | null {
    if (ifFast && !hasGraphicsCard()) return null;
    if (shared === null || shared.isLost) {
      const canvas = document.createElement('canvas');
      const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
      shared = gl && new HeatmapProgram(gl);
    }
    return shared;
  }

  private constructor(readonly gl: WebGL2RenderingContext) {
    this.#program = linked(gl);
    gl.useProgram(this.#program);
    this.#ramp = nearestTexture(gl, 1);
    gl.uniform1i(this.#uniform('tiles'), 0);
    gl.uniform1i(this.#uniform('ramp'), 1);
    gl.bindVertexArray(gl.createVertexArray());
    this.#attribute('corner', 2, 0, 0, 0, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]));
    this.#rectangles = this.#attribute('rectangle', 4, instanceBytes, 0, 1);
    this.#attribute('source', 4, instanceBytes, 16, 1, this.#rectangles);
    this.#attribute('down', 1, instanceBytes, 32, 1, this.#rectangles);
  }

  /** Whether the browser has taken the context away: what it draws is blank from then on. */
  get isLost(): boolean {
    return this.gl.isContextLost();
  }

  /** Draws into the upper left `width` × `height` pixels of a canvas that is cleared with the next frame. */
  draw(
    width: number,
    height: number,
    tiles: TileTexture,
    placements: readonly Placement[],
    scale: ValueScale,
    ramp: Ramp,
  ): HTMLCanvasElement {
    const { gl } = this;
    const canvas = gl.canvas as HTMLCanvasElement;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    gl.uniform2f(this.#uniform('canvas'), width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.#uploadRamp(ramp);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, tiles.texture);
    gl.uniform2i(this.#uniform('size'), tiles.columns, tiles.rows);
    gl.uniform1i(this.#uniform('isWhole'), tiles.isWhole ? 1 : 0);
    gl.uniform1i(this.#uniform('across'), tiles.across);
    gl.uniform1i(this.#uniform('kind'), ['linear', 'logarithmic', 'diverging'].indexOf(scale.kind));
    gl.uniform1f(this.#uniform('limit'), scale.limit);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#rectangles);
    gl.bufferData(gl.ARRAY_BUFFER, instances(placements), gl.STREAM_DRAW);
    gl.viewport(0, 0, width, canvas.height);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, placements.length);
    return canvas;
  }

  #uploadRamp(ramp: Ramp): void {
    if (ramp === this.#uploadedRamp) return;
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.#ramp);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(ramp));
    this.#uploadedRamp = ramp;
  }

  #uniform(name: string): WebGLUniformLocation | null {
    return this.gl.getUniformLocation(this.#program, name);
  }

  #attribute(
    name: string,
    size: number,
    stride: number,
    offset: number,
    divisor: number,
    source?: Float32Array<ArrayBuffer> | WebGLBuffer,
  ): WebGLBuffer {
    const { gl } = this;
    const buffer = source instanceof WebGLBuffer ? source : gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    if (source instanceof Float32Array) gl.bufferData(gl.ARRAY_BUFFER, source, gl.STATIC_DRAW);
    const location = gl.getAttribLocation(this.#program, name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride, offset);
    gl.vertexAttribDivisor(location, divisor);
    return buffer;
  }
}

/** Of one placement: nine numbers. */
const instanceBytes = 36;

function instances(placements: readonly Placement[]): Float32Array<ArrayBuffer> {
  const data = new Float32Array(placements.length * (instanceBytes / 4));
  placements.forEach(({ x, y, width, height, tile, fromX, fromY, step, stepY = step }, i) => {
    data.set([x, y, width, height, tile, fromX, fromY, step, stepY], i * (instanceBytes / 4));
  });
  return data;
}

/** An empty texture that is read without interpolation, bound to a unit. */
export function nearestTexture(gl: WebGL2RenderingContext, unit: number): WebGLTexture {
  const created = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, created);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return created;
}

function linked(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'link failed');
  return program;
}
