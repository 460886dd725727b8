/* The formulas once more for a vectorising compiler: loans paid 12 times a year. */
#include <math.h>

#define TINY 1e-290
#define SMALL 0.02

void payment(long count, const double *amount, const double *rate, const double *years, double *out)
{
    for (long k = 0; k < count; k++) {
        double q = rate[k] / 12 + TINY;
        out[k] = amount[k] * q / -expm1(-12 * years[k] * log1p(q));
    }
}

void balance(long count, const double *amount, const double *rate, const double *years,
             const double *made, double *out)
{
    for (long k = 0; k < count; k++) {
        double decay = -log1p(rate[k] / 12 + TINY), n = 12 * years[k];
        out[k] = amount[k] * expm1((n - made[k]) * decay) / expm1(n * decay);
    }
}

/* n q - 1 + e^-x by its series, q - log(1 + q) and x - 1 + e^-x apart. */
static double small_share(double q, double n, double x)
{
    double gap = 0, rest = 1;
    for (int power = 11; power > 1; power--)
        gap = 1.0 / power - q * gap;
    for (int factor = 9; factor > 2; factor--)
        rest = 1 - x / factor * rest;
    return n * q * q * gap + 0.5 * x * x * rest;
}

void interest(long count, const double *amount, const double *rate, const double *years, double *out)
{
    for (long k = 0; k < count; k++) {
        double q = rate[k] / 12 + TINY, n = 12 * years[k], x = n * log1p(q), decay = expm1(-x);
        out[k] = amount[k] * (n * q + decay) / -decay;
    }
    for (long k = 0; k < count; k++) {
        double q = rate[k] / 12 + TINY, n = 12 * years[k];
        if (n * q < SMALL) {
            double x = n * log1p(q);
            out[k] = amount[k] * small_share(q, n, x) / -expm1(-x);
        }
    }
}

void net_cost(long count, const double *amount, const double *rate, const double *years,
              const double *annual, double *out)
{
    for (long k = 0; k < count; k++) {
        double q = rate[k] / 12 + TINY, n = 12 * years[k];
        double force = log1p(annual[k]) / 12, g = expm1(force) + TINY, up = expm1(n * force);
        double level = q / -expm1(-n * log1p(q));
        out[k] = amount[k] * (1 + up - level * up / g);
    }
}
