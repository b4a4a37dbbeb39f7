/** Points of a PDF; everything below is told in millimetres of an A4 sheet. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export const SHEET = { width: mm(210), height: mm(297) };

/**
 * Where a letterhead has to leave room: 45 mm above and 32 mm below. The address lies in the window of DIN 5008, form B (ÖNORM A 1080 has it
 * at the same height), 45 mm from above and 25 mm from the left.
 */
export const MARGINS = { left: mm(25), top: mm(45), right: mm(20), bottom: mm(32) };

export const CONTENT_WIDTH = SHEET.width - MARGINS.left - MARGINS.right;

export const WINDOW = { width: mm(85), height: mm(45) };

export const FONT_SIZE = { text: 9, title: 13, small: 7, mark: 110 };

/** Fixed, so that a word without end is broken instead of pushing the sums off the sheet. The description takes what is left. */
const FIXED = { position: 26, quantity: 58, unitPrice: 62, discount: 40, vatRate: 36, net: 72 };
const PADDING = { left: 3, right: 3 };
const paddings = 7 * (PADDING.left + PADDING.right);
const fixedWidth = Object.values(FIXED).reduce((sum, width) => sum + width, 0);

export const TABLE = {
  padding: PADDING,
  widths: [
    FIXED.position,
    CONTENT_WIDTH - fixedWidth - paddings,
    FIXED.quantity,
    FIXED.unitPrice,
    FIXED.discount,
    FIXED.vatRate,
    FIXED.net,
  ],
};
