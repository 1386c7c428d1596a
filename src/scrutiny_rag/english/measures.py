"""Units of measure as they are printed after a figure, each with its short form."""

from __future__ import annotations

MEASURES = {
    form: short
    for short, *forms in (
        line.split()
        for line in (
            "km kilometre kilometres kilometer kilometers",
            "cm centimetre centimetres",
            "mm millimetre millimetres",
            "kg kilo kilos kilogram kilograms",
            "ha hectare hectares",
            "mph",
            "kph",
            "mw megawatt megawatts",
            "gw gigawatt gigawatts",
            "kw kilowatt kilowatts",
            "kwh",
            "mwh",
            "gwh",
            "gb gigabyte gigabytes",
            "sqm",
            "mile miles",
            "metre metres meter meters",
            "acre acres",
            "tonne tonnes ton tons",
            "litre litres",
        )
    )
    for form in (short, *forms)
}
