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
}

/** From the first moment to the last. */
export function clockWords(begin: number, end: number): ClockWords {
  const { language } = words();
  const day: Intl.DateTimeFormatOptions =
    new Date(begin).toDateString() === new Date(end).toDateString() ? {} : { day: "numeric", month: "short" };
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, options);
    return (time: number) => format.format(time);
  };
  return {
    short: format({ ...day, ...clock }),
    exact: format({ ...day, ...clock, second: "2-digit" }),
    full: format({ dateStyle: "long", timeStyle: "medium" }),
  };
}

export function spanWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return replayWords().seconds(Math.round(ms / 1_000));
  if (minutes < 60) return replayWords().minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? replayWords().hours(hours, minutes % 60) : replayWords().days(Math.round(hours / 24));
}
