/* The formulas once more for a vectorising compiler: loans paid 12 times a year. */
#include <math.h>

#define TINY 1e-290

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

void interest(long count, const double *amount, const double *rate, const double *years, double *out)
{
    for (long k = 0; k < count; k++) {
        double q = rate[k] / 12 + TINY, n = 12 * years[k];
        out[k] = amount[k] * (n * q / -expm1(-n * log1p(q)) - 1);
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
