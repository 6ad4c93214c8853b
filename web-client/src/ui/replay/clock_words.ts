// Clock times and spans of time in words. A past that took more than a day says which day.
// SPDX-License-Identifier: MIT
import { words } from "../../i18n/language";
import { replayWords } from "./replay_words";

export interface ClockWords {
  /** 10:42, or 3 March 10:42. */
  short(time: number): string;
  /** With seconds. */
  exact(time: number): string;
  /** With seconds and the day in full. */
  full(time: number): string;
  /** For the ends of the axis: the day alone when there were many. */
  end(time: number): string;
  /** True when a day stands before each time. */
  hasDays: boolean;
}

const dayMs = 24 * 3_600_000;

/** From the first moment to the last. */
export function clockWords(begin: number, end: number): ClockWords {
  const { language } = words();
  const [first, last] = [new Date(begin), new Date(end)];
  const hasDays = first.toDateString() !== last.toDateString();
  const hasYears = first.getFullYear() !== last.getFullYear();
  const day: Intl.DateTimeFormatOptions = {
    ...(hasDays ? { day: "numeric", month: "short" } : {}),
    ...(hasYears ? { year: "numeric" } : {}),
  };
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, options);
    return (time: number) => format.format(time);
  };
  return {
    short: format({ ...day, ...clock }),
    exact: format({ ...day, ...clock, second: "2-digit" }),
    end: format(end - begin > 2 * dayMs ? day : { ...day, ...clock }),
    hasDays,
    full: format({ dateStyle: "long", timeStyle: "medium" }),
  };
}

/** 12 March 2026. */
export function dayWords(time: number): string {
  return new Intl.DateTimeFormat(words().language, { dateStyle: "long" }).format(time);
}

export function spanWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return replayWords().seconds(Math.round(ms / 1_000));
  if (minutes < 60) return replayWords().minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return replayWords().hours(hours, minutes % 60);
  const days = Math.round(hours / 24);
  if (days < 100) return replayWords().days(days);
  return days < 730
    ? replayWords().months(Math.round(days / 30.4))
    : replayWords().years(Math.round(days / 365));
}
