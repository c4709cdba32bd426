import assert from 'node:assert/strict';
import { svgText } from '../../../src/road/picture/shape.ts';
import { fontAttributes, SvgCanvas } from '../../../webview/charts/svgCanvas.ts';

/** A font whose letters are all half as wide as high, with an ascent of 0.8; its middle is 0.3 above the line. */
function measured(font: string, baseline: CanvasTextBaseline, text: string): TextMetrics {
  const size = Number(fontAttributes(font)['font-size']);
  const ascent = (baseline === 'middle' ? 0.5 : 0.8) * size;
  return { width: text.length * size * 0.5, fontBoundingBoxAscent: ascent } as TextMetrics;
}

const drawn = (draw: (canvas: SvgCanvas) => void) => {
  const canvas = new SvgCanvas(measured, 'test');
  draw(canvas);
  return canvas.shapes.map(svgText).join('');
};

describe('a canvas that notes down vectors', () => {
  it('keeps text as text, on the line that letters stand on', () => {
    const svg = drawn((canvas) => {
      canvas.font = 'bold 10px Consolas, "My Font"';
      canvas.fillStyle = 'rgb(1, 2, 3)';
      canvas.textAlign = 'right';
      canvas.textBaseline = 'middle';
      canvas.fillText('a < 那天', 20, 30);
    });
    assert.equal(
      svg,
      '<text x="20" y="33" font-family="Consolas, &quot;My Font&quot;" font-size="10" font-weight="bold" ' +
        'fill="rgb(1, 2, 3)" text-anchor="end">a &lt; 那天</text>',
    );
  });

  it('turns text by a transform, and moves everything else itself', () => {
    const svg = drawn((canvas) => {
      canvas.translate(10, 20);
      canvas.strokeRect(1, 2, 3, 4);
      canvas.rotate(-Math.PI / 2);
      canvas.font = '10px serif';
      canvas.fillText('up', 0, 0);
      canvas.beginPath();
      canvas.moveTo(0, 0);
      canvas.lineTo(5, 0);
      canvas.stroke();
    });
    assert.match(svg, /<rect x="11" y="22" width="3" height="4" fill="none" stroke="#000000" stroke-width="1">/);
    assert.match(svg, /<text x="0" y="0" transform="matrix\(0 -1 1 0 10 20\)"/);
    assert.match(svg, /d="M10 20L10 15"/);
  });

  it('comes back to what was saved', () => {
    const svg = drawn((canvas) => {
      canvas.save();
      canvas.translate(100, 0);
      canvas.fillStyle = 'red';
      canvas.setLineDash([2, 3]);
      canvas.restore();
      canvas.fillRect(0, 0, 1, 1);
      canvas.strokeRect(0, 0, 1, 1);
    });
    assert.equal(
      svg,
      '<rect x="0" y="0" width="1" height="1" fill="#000000"></rect>' +
        '<rect x="0" y="0" width="1" height="1" fill="none" stroke="#000000" stroke-width="1"></rect>',
    );
  });

  it('draws a whole circle, a quarter, and one against the clock', () => {
    const arc = (from: number, to: number, isAgainstClock?: boolean) =>
      drawn((canvas) => {
        canvas.beginPath();
        canvas.arc(10, 10, 5, from, to, isAgainstClock);
        canvas.fill();
      });
    assert.match(arc(0, 2 * Math.PI), /d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10"/);
    assert.match(arc(0, Math.PI / 2), /d="M15 10A5 5 0 0 1 10 15"/);
    assert.match(arc(0, -Math.PI / 2, true), /d="M15 10A5 5 0 0 0 10 5"/);
  });

  it('clips within a clip, and lets go of it', () => {
    const svg = drawn((canvas) => {
      for (const side of [10, 5]) {
        canvas.save();
        canvas.beginPath();
        canvas.rect(0, 0, side, side);
        canvas.clip();
        canvas.fillRect(0, 0, 99, side);
      }
      canvas.restore();
      canvas.restore();
      canvas.fillRect(0, 0, 1, 1);
    });
    assert.match(svg, /<clipPath id="test-clip-0"><path d="M0 0L10 0L10 10L0 10Z">/);
    assert.match(svg, /<clipPath id="test-clip-1" clip-path="url\(#test-clip-0\)">/);
    assert.match(svg, /<g clip-path="url\(#test-clip-1\)"><rect [^>]*height="5"/);
    assert.match(svg, /<\/g><rect x="0" y="0" width="1" height="1" fill="#000000"><\/rect>$/);
  });
});
