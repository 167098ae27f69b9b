#pragma once
#include "../problem.h"

namespace cordata::shift {

inline Seconds overtime(const Route& route, Seconds returns) { return std::max<Seconds>(0, returns - route.closes); }

// How much more overtime than allowed a return makes.
inline Seconds overrun(const Route& route, Seconds returns) { return std::max<Seconds>(0, returns - route.limit()); }

} // namespace cordata::shift
