import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import { compilePattern, InvalidPatternError } from '../pattern/compile-pattern.ts';

const inputSchema = z.object({ EventPattern: z.string(), Event: z.string() });

export function testEventPattern(input: unknown): { Result: boolean } {
  const { EventPattern: pattern, Event: event } = inputSchema.parse(input);
  try {
    return { Result: compilePattern(JSON.parse(pattern))(JSON.parse(event)) };
  } catch (error) {
    if (!(error instanceof InvalidPatternError || error instanceof SyntaxError)) throw error;
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}
