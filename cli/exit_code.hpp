#pragma once

namespace mutua::cli {

/// What scripts may rely on; a code that is not here is a failure. Source: sysexits, where one
/// fits.
enum class ExitCode : int {
    ok = 0,
    failed = 1,       ///< for a reason nobody foresaw
    partly_done = 3,  ///< the rejected rows are written
    changes_pending = 10,
    usage = 64,
    bad_input = 65,    ///< nothing was written
    unavailable = 69,  ///< database not reachable
    bug = 70,          ///< a broken promise inside the program
    cannot_create = 73,
    io = 74,
    try_later = 75,  ///< locked, timeout: safe to run again
    stale_plan = 76,
    not_allowed = 77,
    configuration = 78,
    interrupted = 130,
};

}  // namespace mutua::cli
